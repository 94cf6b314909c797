import type { ScanReply, ScanRequest } from './protocol.ts';
import type { Project } from './scan/project.ts';

/** Answers the requests one after the other; a cancel is heard at once. */
export function serve(openProject: (root: string) => Promise<Project>, reply: (message: ScanReply) => void) {
  const projects = new Map<string, Project>();
  const running = new Map<number, AbortController>();
  let last = Promise.resolve();

  async function projectAt(root: string): Promise<Project> {
    const project = projects.get(root) ?? (await openProject(root));
    projects.set(root, project);
    return project;
  }

  async function answer(request: Exclude<ScanRequest, { kind: 'cancel' }>, signal: AbortSignal): Promise<void> {
    const { id } = request;
    try {
      signal.throwIfAborted();
      const project = await projectAt(request.root);
      if (request.kind === 'imports') {
        reply({ kind: 'imports', id, imports: await project.imports({ signal }) });
        return;
      }
      const isCancelled = () => Atomics.load(request.cancelled, 0) === 1;
      const onProgress = (p: { done: number; total: number }) => reply({ kind: 'progress', id, ...p });
      const result =
        request.kind === 'scan'
          ? await project.scan({ ...request, signal, isCancelled, onProgress })
          : await project.update(request.file, request.text, { signal, isCancelled });
      reply({ kind: 'result', id, result });
      last = last.then(() => project.prepare(() => running.size > 0)).catch(() => {});
    } catch (error) {
      reply({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    } finally {
      running.delete(id);
    }
  }

  return (request: ScanRequest): void => {
    switch (request.kind) {
      case 'scan':
      case 'update':
      case 'imports': {
        const controller = new AbortController();
        running.set(request.id, controller);
        last = last.then(() => answer(request, controller.signal));
        return;
      }
      case 'cancel':
        running.get(request.id)?.abort();
        return;
      default:
        request satisfies never;
    }
  };
}
