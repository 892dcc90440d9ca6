"""What happens without anybody asking: each job once, however often it is woken."""
