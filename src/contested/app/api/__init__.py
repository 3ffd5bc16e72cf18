"""The routes of the API, one module a subject; they answer what the commands of the same names write as JSON."""
