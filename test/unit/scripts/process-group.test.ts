import assert from 'node:assert/strict';
import { startProcessGroup } from '../../../scripts/support/process-group.ts';
import { captureCommand } from '../../../scripts/support/run-command.ts';

describe('startProcessGroup', () => {
  it('ends with everything that the program started, even what ignores the signal', async () => {
    const grandchild = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log(process.pid);`;
    const group = startProcessGroup(
      process.execPath,
      [
        '-e',
        `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' })`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const pid = await new Promise<number>((resolve) => {
      group.child.stdout?.setEncoding('utf8').once('data', (text: string) => resolve(Number(text)));
    });
    assert.equal(isRunning(pid), true);
    await group.stop();
    await untilGone(pid);
    assert.equal(isRunning(pid), false);
  });

  it('ends on request what the program detached from itself', async () => {
    const launcher = `
      const child = require('node:child_process').spawn('sleep', ['100'], { detached: true, stdio: 'ignore' });
      console.log(child.pid);`;
    const group = startProcessGroup(process.execPath, ['-e', launcher], {
      stdio: ['ignore', 'pipe', 'inherit'],
      endsDetached: true,
    });
    const pid = await new Promise<number>((resolve) => {
      group.child.stdout?.setEncoding('utf8').once('data', (text: string) => resolve(Number(text)));
    });
    assert.equal(isRunning(pid), true);
    await group.stop();
    await untilGone(pid);
    assert.equal(isRunning(pid), false);
  });

  it('fails when the program cannot be started', async () => {
    await assert.rejects(captureCommand('promptops-no-such-program', []), { code: 'ENOENT' });
  });

  it('captures both outputs and the exit code', async () => {
    const script = "console.log('out'); console.error('err'); process.exit(3)";
    const { exitCode, output } = await captureCommand(process.execPath, ['-e', script]);
    assert.equal(exitCode, 3);
    assert.deepEqual(output.trim().split('\n').sort(), ['err', 'out']);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  for (let waited = 0; isRunning(pid) && waited < 100; waited++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
