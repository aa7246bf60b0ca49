"""The house rules of ARCHITECTURE.md, as tests. Each was seen to fail when its rule was broken."""
