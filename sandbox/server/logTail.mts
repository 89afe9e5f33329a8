import { createWriteStream, type WriteStream } from 'node:fs';
import type { Readable } from 'node:stream';

const LINES_KEPT = 200;

/** Writes what a program prints into a file and keeps its last lines for error messages. */
export class LogTail {
	private readonly file: WriteStream;
	private readonly lines: string[] = [];
	private readonly waiting: Array<{ text: string; done: () => void }> = [];

	constructor(readonly path: string) {
		this.file = createWriteStream(path, { flags: 'a' });
	}

	/** Follows a stream of the program until it ends. */
	follow(stream: Readable): void {
		let rest = '';
		stream.setEncoding('utf8');
		stream.on('data', (chunk: string) => {
			if (!this.file.writableEnded) this.file.write(chunk); // a program's last words may come after its end
			const parts = (rest + chunk).split('\n');
			rest = parts.pop() ?? '';
			for (const line of parts) this.keep(line);
		});
	}

	/** Resolves once a line that contains the text has been printed. */
	async sawLine(text: string): Promise<void> {
		if (this.lines.some((line) => line.includes(text))) return;
		await new Promise<void>((done) => this.waiting.push({ text, done }));
	}

	/** The last lines, oldest first. */
	last(count: number): string[] {
		return this.lines.slice(-count);
	}

	close(): void {
		this.file.end();
	}

	private keep(line: string): void {
		this.lines.push(line);
		if (this.lines.length > LINES_KEPT) this.lines.shift();
		for (const waiter of this.waiting) if (line.includes(waiter.text)) waiter.done();
	}
}
