"""Building blocks with no meaning of their own, which every chapter stands on."""
