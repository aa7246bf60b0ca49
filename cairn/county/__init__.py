"""A fictional county, built through the product's own actions, for the demo and the measurements."""
