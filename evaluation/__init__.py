"""How well does the assistant do? Commands that play many questions or cases and write JSONL."""
