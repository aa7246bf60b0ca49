"""What professionals send in: the gate, the information form, the receipt, triage."""
