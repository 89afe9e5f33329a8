/** Loaded into the measured n8n: at SIGUSR2 it cleans up its memory and prints what is still in use. */
const v8 = require('node:v8');
const vm = require('node:vm');

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');

process.on('SIGUSR2', () => {
	collect();
	collect();
	console.log(`bench-heap ${process.memoryUsage().heapUsed}`);
});
