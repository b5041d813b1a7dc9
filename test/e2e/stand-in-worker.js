// A worker process that does nothing but live, be ready, and end when it should.
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
process.send({ ready: true });
