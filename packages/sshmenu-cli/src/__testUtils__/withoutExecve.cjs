// Loaded before the program: Node as it was before it could replace its process.
delete process.execve;
