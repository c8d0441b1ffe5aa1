/** While files are dragged over the pane: where to drop them, by what they are meant to be. */
import { IconFiles, IconFolderOpen } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import type { DropMeaning } from '../../src-shared/grading/grading-contract.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { isGrading } from './grading-store.ts';
import './drop-zones.css';

const ZONES = [
  ['each', 'Each is a submission', IconFiles],
  ['contents', 'All that is in the folder', IconFolderOpen],
] as const satisfies readonly (readonly [DropMeaning, string, typeof IconFiles])[];

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');

export function DropZones({ children }: { children: ReactNode }) {
  const running = useView('grading', isGrading);
  /** How many elements are entered and not left: a step to a child enters that before its parent is left. */
  const depth = useRef(0);
  const [dragging, setDragging] = useState(false);
  const move = (by: number) => (event: DragEvent) => {
    if (!hasFiles(event)) return;
    depth.current = Math.max(0, depth.current + by);
    setDragging(depth.current > 0);
  };
  const over = (): void => {
    depth.current = 0;
    setDragging(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: by keyboard there are the buttons that add submissions
    <div
      className="pane-body grading-body"
      onDragEnter={move(1)}
      onDragLeave={move(-1)}
      onDrop={over}
      // No pointer moves while something is dragged: the drag has ended, and nobody said so.
      onPointerMove={dragging ? over : undefined}
    >
      {children}
      {dragging && !running && (
        <div className="drop-zones">
          {ZONES.map(([as, label, icon]) => (
            <Zone key={as} as={as} label={label} icon={icon} />
          ))}
        </div>
      )}
    </div>
  );
}

interface ZoneProps {
  readonly as: DropMeaning;
  readonly label: string;
  readonly icon: typeof IconFiles;
}

function Zone({ as, label, icon: Icon }: ZoneProps) {
  const { grading } = useConsole();
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: by keyboard there are the buttons that add submissions
    <div
      className="drop-zone"
      data-as={as}
      data-over={over || undefined}
      onDragEnter={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDragOver={(event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDrop={(event) => {
        event.preventDefault();
        void grading.drop([...event.dataTransfer.files], as);
      }}
    >
      <Icon size={22} aria-hidden />
      {label}
    </div>
  );
}
