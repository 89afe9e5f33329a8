/**
 * Runs a server of a test, as another user where need be, and ends it when the test is gone, however that ended: then file
 * descriptor 3, a pipe whose other end only the test holds, closes. Arguments: `{ uid?, gid? }` as JSON, the program, its arguments.
 */
const { spawn } = require('node:child_process');
const { Socket } = require('node:net');

const [as, program, ...args] = process.argv.slice(2);
const server = spawn(program, args, { ...JSON.parse(as), stdio: 'inherit' });

// What PostgreSQL and Redis both take as "end at once, and in order".
const end = () => server.kill('SIGINT');
process.on('SIGINT', end).on('SIGTERM', end);
const pipe = new Socket({ fd: 3, readable: true, writable: false });
pipe.on('error', end).on('close', end).resume().unref();

server.once('error', (error) => {
	console.error(error.message);
	process.exit(1);
});
server.once('exit', (code) => process.exit(code ?? 1));
