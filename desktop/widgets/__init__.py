"""What pages are put together from. Widgets get plain data in and give signals out; they know no service."""
