'use strict';
// Loaded into the n8n process with --require. File descriptor 3 is a pipe whose other end only the parent holds:
// when the parent is gone, however it died, the pipe closes, and n8n must not live on as an orphan.
const { Socket } = require('node:net');

const GRACE_MS = 8_000;

const pipe = new Socket({ fd: 3, readable: true, writable: false });
pipe.on('error', endGroup);
pipe.on('close', endGroup);
pipe.resume();
pipe.unref();

let ending = false;
function endGroup() {
	if (ending) return;
	ending = true;
	process.kill(process.pid, 'SIGTERM');
	// n8n leads its process group, so this also ends its task runner.
	setTimeout(() => process.kill(-process.pid, 'SIGKILL'), GRACE_MS).unref();
}
