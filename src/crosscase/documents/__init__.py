"""What is handed out: values, their writers, and all escaping."""
