"""The child's plans: how they stay safe, what is done if they go missing, how they move on at 18."""
