"""The partnership: councils, partner agencies, teams, contact points and local standards."""
