/** Something the reader can mend; shown as it is, without a stack. */
export class InstallProblem extends Error {}

const NO_NETWORK = /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|FETCH_ERROR|ENOTCACHED)\b|network request to .* failed/;
const NO_DISK = /\bENOSPC\b|no space left on device/i;
const NO_COMPILER = /gyp ERR!|not found: (make|g\+\+|c\+\+|python3?)|Could not find any Python|make: command not found|spawn make ENOENT/;
const NO_RIGHTS = /\b(EACCES|EPERM|EROFS)\b/;

/**
 * What went wrong in npm's words, as one paragraph for the reader.
 * @param {string} what what was being done, as in "Installing n8n"
 * @param {string} output what npm printed
 */
export function explain(what, output) {
	if (NO_DISK.test(output)) return new InstallProblem(`${what} failed: the disk is full. Free about 4 GB and start again; what is half installed is repaired then.`);
	// Before the network: a failed download of a ready-made binary is normal, then it is compiled here.
	if (NO_COMPILER.test(output)) {
		return new InstallProblem(
			`${what} failed: a part written in C++ has to be compiled here, and the tools for that are missing or failed. On Debian or Ubuntu: apt-get install python3 make g++. On macOS: xcode-select --install. Then start again.\n\n${lastLines(output, 8)}`,
		);
	}
	if (NO_NETWORK.test(output)) {
		return new InstallProblem(
			`${what} failed: npm could not reach its registry. Check the network, a proxy (npm config get proxy) and the registry (npm config get registry), then start again.\n\n${lastLines(output, 4, NO_NETWORK)}`,
		);
	}
	if (NO_RIGHTS.test(output)) return new InstallProblem(`${what} failed: a file may not be written. Start as the user who owns this folder.\n\n${lastLines(output, 4)}`);
	return new InstallProblem(`${what} failed. npm said:\n\n${lastLines(output, 15)}\n\nStart again to retry; what is half installed is repaired then.`);
}

/** The end of a text, or of those of its lines that match. */
function lastLines(text, count, matching = /\S/) {
	return text
		.split('\n')
		.filter((line) => matching.test(line) && !/Unknown (user|env|builtin|project) config/.test(line))
		.slice(-count)
		.join('\n');
}
