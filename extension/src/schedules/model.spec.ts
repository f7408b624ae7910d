/** @jest-environment node */
import { afterEach, expect, it } from '@jest/globals';
import { SondeError, type Schedule } from '@sonde/schema';
import { SchedulesModel, type SchedulesClient } from './model.js';

const schedule = (id: string, next?: string): Schedule => ({
  id,
  cron: '* * * * *',
  zone: 'UTC',
  request: { kind: 'command', command: ['true'] },
  created: '',
  looked: '',
  missed: 0,
  next
});

/** A service that keeps schedules in memory. */
class FakeService implements SchedulesClient {
  list = [schedule('never'), schedule('late', '2027-01-01'), schedule('soon', '2026-12-01')];
  schedules = () => Promise.resolve(this.list);
  pauseSchedule = (id: string) => this._change(id, { paused: true, next: undefined });
  resumeSchedule = (id: string) => this._change(id, { paused: undefined, next: '2026-12-02' });
  removeSchedule = (id: string) => {
    this.list = this.list.filter(one => one.id !== id);
    return Promise.resolve();
  };

  private _change(id: string, change: Partial<Schedule>): Promise<Schedule> {
    this.list = this.list.map(one => (one.id === id ? { ...one, ...change } : one));
    const found = this.list.find(one => one.id === id);
    return found
      ? Promise.resolve(found)
      : Promise.reject(new SondeError('schedule-unknown', 'There is no such'));
  }
}

let model: SchedulesModel;
afterEach(() => model.dispose());
const changed = () =>
  new Promise<void>(resolve => {
    const once = () => {
      model.changed.disconnect(once);
      resolve();
    };
    model.changed.connect(once);
  });
const ids = () => model.list.map(({ id }) => id);

it('has the next one first, pauses, resumes and removes', async () => {
  model = new SchedulesModel(new FakeService(), 100);
  model.start();
  await changed();
  expect(ids()).toEqual(['soon', 'late', 'never']);
  await model.setPaused('soon', true);
  expect(ids()[0]).toBe('late');
  expect(model.list.find(({ id }) => id === 'soon')).toMatchObject({ paused: true });
  await model.setPaused('soon', false);
  expect(ids()[0]).toBe('soon');
  await model.remove('late');
  expect(ids()).toEqual(['soon', 'never']);
});

it('says what could not be done, until something else is', async () => {
  model = new SchedulesModel(new FakeService(), 100);
  await model.setPaused('nothing', true);
  expect(model.error?.message).toBe('There is no such');
  await model.remove('late');
  expect(model.error).toBeUndefined();
});
