/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { SondeError, type JobList, type JobRecord } from '@sonde/schema';
import type { JobQuery } from '../service/client.js';
import { JobsFeed } from './feed.js';

const job = (id: string, state: JobRecord['state']) => ({ id, state, title: id }) as JobRecord;

/** A service whose list and stream the test controls. */
class FakeService {
  list: JobRecord[] = [];
  failure: SondeError | undefined;
  opened = 0;
  private _controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  jobs = (_query?: JobQuery): Promise<JobList> =>
    this.failure
      ? Promise.reject(this.failure)
      : Promise.resolve({ jobs: this.list, total: this.list.length });
  cancel = (id: string) => Promise.resolve(job(id, 'stopping'));
  stream = () => {
    if (this.failure) return Promise.reject(this.failure);
    this.opened += 1;
    return Promise.resolve(
      new ReadableStream<Uint8Array>({
        start: controller => {
          this._controller = controller;
        }
      })
    );
  };

  say(text: string): void {
    this._controller?.enqueue(new TextEncoder().encode(text));
  }

  drop(): void {
    this._controller?.error(new TypeError('network'));
  }
}

/** Resolves as soon as `condition` holds; the feed says whenever something has changed. */
function until(feed: JobsFeed, condition: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const check = () => {
      if (!condition()) return;
      feed.changed.disconnect(check);
      resolve();
    };
    feed.changed.connect(check);
    check();
  });
}

const stateOf = (feed: JobsFeed, id: string) => feed.list.jobs.get(id)?.state;

describe('JobsFeed', () => {
  it('leaves the network alone until it is started, and connects once', async () => {
    const service = new FakeService();
    const feed = new JobsFeed(service);
    expect(service.opened).toBe(0);
    feed.start();
    feed.start();
    await until(feed, () => feed.list.loaded);
    expect(service.opened).toBe(1);
    feed.dispose();
  });

  it('applies events on top of the snapshot and tells once of a job that ends', async () => {
    const service = new FakeService();
    service.list = [job('a', 'running')];
    const feed = new JobsFeed(service);
    const ended: string[] = [];
    feed.ended.connect((_, each) => ended.push(each.id));
    feed.start();
    await until(feed, () => feed.list.loaded);
    service.say(`event: job\ndata: ${JSON.stringify(job('b', 'queued'))}\n\n`);
    service.say(`event: job\ndata: ${JSON.stringify(job('a', 'succeeded'))}\n\n`);
    await until(feed, () => stateOf(feed, 'a') === 'succeeded');
    expect(stateOf(feed, 'b')).toBe('queued');
    expect(ended).toEqual(['a']);
    feed.dispose();
  });

  it('shows the newest and the open ones of a long list first, the rest when it comes', async () => {
    const service = new FakeService();
    const ids = Array.from({ length: 300 }, (_, n) => `j${String(n).padStart(3, '0')}`).reverse();
    const all = ids.map((id, n) => job(id, n === 299 ? 'running' : 'failed'));
    service.jobs = ({ limit = 1000, before, open }: JobQuery = {}) => {
      const fits = all.filter(
        one => (!open || one.state === 'running') && (before === undefined || one.id < before)
      );
      return Promise.resolve({ jobs: fits.slice(0, limit), total: all.length });
    };
    const feed = new JobsFeed(service);
    const sizes: number[] = [];
    feed.changed.connect(() => sizes.push(feed.list.jobs.size));
    feed.start();
    await until(feed, () => feed.list.jobs.size === 300);
    expect(sizes.find(size => size > 0)).toBe(101);
    expect(stateOf(feed, 'j000')).toBe('running');
    feed.dispose();
  });

  it('forgets a job that was deleted', async () => {
    const service = new FakeService();
    service.list = [job('a', 'failed'), job('b', 'failed')];
    const feed = new JobsFeed(service);
    feed.start();
    await until(feed, () => feed.list.loaded);
    service.say(`event: gone\ndata: {"id":"a"}\n\n`);
    await until(feed, () => feed.list.jobs.size === 1);
    expect(stateOf(feed, 'b')).toBe('failed');
    feed.dispose();
  });

  it('takes a new snapshot after the connection broke, and hears of jobs that ended meanwhile', async () => {
    const service = new FakeService();
    service.list = [job('a', 'running')];
    const feed = new JobsFeed(service, { wait: () => Promise.resolve() });
    const ended: string[] = [];
    feed.ended.connect((_, each) => ended.push(each.id));
    feed.start();
    await until(feed, () => feed.list.loaded);
    service.list = [job('a', 'failed')];
    service.drop();
    await until(feed, () => feed.list.connection === 'lost');
    expect(stateOf(feed, 'a')).toBe('running');
    await until(feed, () => feed.list.connection === 'live');
    expect(ended).toEqual(['a']);
    feed.dispose();
  });

  it('says why there is no list, and connects at once when asked to', async () => {
    const service = new FakeService();
    service.failure = new SondeError('service-down', 'The Sonde service did not start (500)', {
      hint: 'Look there'
    });
    // The next attempt would never come by itself.
    const feed = new JobsFeed(service, { wait: () => new Promise(() => undefined) });
    feed.start();
    await until(feed, () => feed.list.connection === 'lost');
    expect(feed.list).toMatchObject({ loaded: false, error: { code: 'service-down', hint: 'Look there' } });
    service.failure = undefined;
    feed.retry();
    await until(feed, () => feed.list.loaded);
    feed.dispose();
  });

  it('shows an event it cannot read as an error instead of going silent', async () => {
    const service = new FakeService();
    const feed = new JobsFeed(service, { wait: () => new Promise(() => undefined) });
    feed.start();
    await until(feed, () => feed.list.loaded);
    service.say('event: job\ndata: {broken\n\n');
    await until(feed, () => feed.list.connection === 'lost');
    expect(feed.list.error?.code).toBe('bad-event');
    feed.dispose();
  });

  it('asks for a new list some time after an event that it could not read', async () => {
    const service = new FakeService();
    service.list = [job('a', 'running')];
    const waits: number[] = [];
    const feed = new JobsFeed(service, {
      wait: ms => {
        waits.push(ms);
        return Promise.resolve();
      }
    });
    feed.start();
    await until(feed, () => feed.list.loaded);
    service.list = [job('a', 'failed')];
    service.say('event: job\ndata: {broken\n\n');
    await until(feed, () => feed.list.connection === 'lost');
    await until(feed, () => feed.list.connection === 'live');
    expect([stateOf(feed, 'a'), waits]).toEqual(['failed', [10_000]]);
    feed.dispose();
  });

  it('does not bring back a job that was deleted while the page it is on was on its way', async () => {
    const service = new FakeService();
    const ids = Array.from({ length: 300 }, (_, n) => `j${String(n).padStart(3, '0')}`).reverse();
    const all = ids.map(id => job(id, 'failed'));
    let send = (): void => undefined;
    service.jobs = async ({ limit = 1000, before, open }: JobQuery = {}) => {
      if (before !== undefined) await new Promise<void>(resolve => (send = resolve));
      const fits = open ? [] : all.filter(one => before === undefined || one.id < before);
      return { jobs: fits.slice(0, limit), total: all.length };
    };
    const feed = new JobsFeed(service);
    feed.start();
    await until(feed, () => feed.list.loaded);
    const whole = feed.whole();
    await new Promise(resolve => setTimeout(resolve, 250));
    feed.apply([], ['j007']);
    send();
    await whole;
    expect([feed.list.jobs.size, feed.list.jobs.has('j007'), feed.list.complete]).toEqual([299, false, true]);
    feed.dispose();
  });

  it('asks again for older jobs that did not come, and stays live meanwhile', async () => {
    const service = new FakeService();
    const all = Array.from({ length: 150 }, (_, n) => job(`j${999 - n}`, 'failed'));
    let asked = 0;
    service.jobs = ({ before, open }: JobQuery = {}) => {
      if (before !== undefined && (asked += 1) === 1) return Promise.reject(new Error('Away for a moment'));
      const fits = open ? [] : all.filter(one => before === undefined || one.id < before);
      return Promise.resolve({ jobs: fits.slice(0, before === undefined ? 100 : 1000), total: all.length });
    };
    const feed = new JobsFeed(service);
    const seen = new Set<string>();
    feed.changed.connect(() => seen.add(feed.list.connection));
    await feed.whole();
    expect([feed.list.jobs.size, asked, [...seen]]).toEqual([150, 2, ['connecting', 'live']]);
    feed.dispose();
  });

  it('says why not all jobs are known', async () => {
    const service = new FakeService();
    service.failure = new SondeError('service-down', 'The Sonde service did not start (500)');
    const feed = new JobsFeed(service, { wait: () => new Promise(() => undefined) });
    await expect(feed.whole()).rejects.toThrow('did not start');
    feed.dispose();
  });

  it('shows the answer to a stop without waiting for the stream', async () => {
    const service = new FakeService();
    service.list = [job('a', 'running')];
    const feed = new JobsFeed(service);
    feed.start();
    await until(feed, () => feed.list.loaded);
    await feed.stop('a');
    expect(stateOf(feed, 'a')).toBe('stopping');
    feed.dispose();
  });
});
