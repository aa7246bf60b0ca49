"""Tests of accounts: sign-in, people, invitations, notices."""
