"""A child's story in time order, drawn from every chapter, with what is recorded nowhere else."""
