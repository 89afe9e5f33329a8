/** A real SMTP server and a web address that counts its calls, both on loopback. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Mail {
	readonly from: string;
	readonly to: string[];
	readonly subject: string;
	readonly text: string;
	readonly html: string;
}

const LOGIN = { user: 'alerts', password: 'Mail-Test-1' };

export class MailServer {
	readonly mails: Mail[] = [];
	/** Answers every mail with "try again later". */
	isRefusing = false;
	refused = 0;

	private constructor(private readonly server: SMTPServer) {}

	static async start(): Promise<MailServer> {
		const holder: { mailServer?: MailServer } = {};
		const server = new SMTPServer({
			allowInsecureAuth: true,
			disabledCommands: ['STARTTLS'],
			onAuth: ({ username, password }, _session, done) =>
				username === LOGIN.user && password === LOGIN.password ? done(null, { user: username }) : done(new Error('Wrong user or password')),
			onMailFrom: (_address, _session, done) => (holder.mailServer?.refuses() ? done(Object.assign(new Error('Try again later'), { responseCode: 451 })) : done()),
			onData: (stream, session, done) => {
				const to = session.envelope.rcptTo.map(({ address }) => address);
				simpleParser(stream).then((parsed) => {
					holder.mailServer?.mails.push(toMail(parsed, to));
					done();
				}, done);
			},
		});
		const mailServer = (holder.mailServer = new MailServer(server));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return mailServer;
	}

	/** What an admin enters into the SMTP credential. */
	get credential(): Record<string, unknown> {
		const { port } = this.server.server.address() as AddressInfo;
		return { ...LOGIN, host: '127.0.0.1', port, secure: false, disableStartTls: true, hostName: '' };
	}

	/** Mails since the last call. */
	take(): Mail[] {
		return this.mails.splice(0);
	}

	async close(): Promise<void> {
		await new Promise<void>((resolve) => this.server.close(resolve));
	}

	private refuses(): boolean {
		if (this.isRefusing) this.refused += 1;
		return this.isRefusing;
	}
}

function toMail({ from, subject, text, html }: ParsedMail, to: string[]): Mail {
	return { from: from?.text ?? '', to, subject: subject ?? '', text: text ?? '', html: html || '' };
}

/** A dead-man's switch: counts how often it was called. */
export class PingServer {
	pings: string[] = [];

	private constructor(
		readonly url: string,
		readonly close: () => Promise<void>,
	) {}

	static async start(): Promise<PingServer> {
		const holder: { ping?: PingServer } = {};
		const server = createServer(({ method, url }, response) => {
			holder.ping?.pings.push(`${method} ${url}`);
			response.end('OK');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const close = async (): Promise<void> => await new Promise((resolve) => void server.close(() => resolve()));
		return (holder.ping = new PingServer(`http://127.0.0.1:${port}`, close));
	}

	take(): string[] {
		return this.pings.splice(0);
	}
}
