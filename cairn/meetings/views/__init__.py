"""The pages of meetings: lists, arranging, asking people, one meeting, holding it live, tasks."""
