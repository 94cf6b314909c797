import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttle } from '../../../src/editor/throttle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first request is sent at once, the last one never gets lost', () => {
  const send = vi.fn();
  const limited = throttle(send, 100);
  limited.request();
  expect(send).toHaveBeenCalledTimes(1);
  limited.request();
  limited.request();
  expect(send).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(100);
  expect(send).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1000);
  expect(send).toHaveBeenCalledTimes(2);
});

test('nothing is sent after its end', () => {
  const send = vi.fn();
  const limited = throttle(send, 100);
  limited.request();
  limited.request();
  limited.dispose();
  vi.advanceTimersByTime(1000);
  expect(send).toHaveBeenCalledTimes(1);
});
