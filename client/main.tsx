/** Entry of the pages: the routes. Each page is a separate chunk. */
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { Route, Switch } from 'wouter';
import { startTheme } from './store/theme.ts';
import { lazyPart } from './ui/lazyPart.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/forced.css';
import './ui/overlay.css';
import { Boundary, ErrorState, Loading } from './ui/states.tsx';
import { common } from './words/common.ts';

const Landing = lazyPart(() => import('./pages/landing/Landing.tsx'));
const Staff = lazyPart(() => import('./pages/staff/Staff.tsx'));
const Join = lazyPart(() => import('./pages/join/Join.tsx'));
const Room = lazyPart(() => import('./pages/room/Room.tsx'));
const Watch = lazyPart(() => import('./pages/watch/Watch.tsx'));
const Replay = lazyPart(() => import('./pages/replay/Replay.tsx'));
const TypeScriptHelp = lazyPart(() => import('./pages/help/TypeScriptHelp.tsx'));

function Pages() {
  return (
    <Switch>
      <Route path="/">
        <Landing />
      </Route>
      <Route path="/staff">
        <Staff />
      </Route>
      <Route path="/help/typescript">
        <TypeScriptHelp />
      </Route>
      <Route path="/join/:inviteId">{(p) => <Join key={p.inviteId} inviteId={p.inviteId} />}</Route>
      <Route path="/room/:inviteId">{(p) => <Room key={p.inviteId} inviteId={p.inviteId} />}</Route>
      <Route path="/watch/:inviteId/:interviewId">
        {(p) => <Watch key={p.interviewId} inviteId={p.inviteId} interviewId={p.interviewId} />}
      </Route>
      <Route path="/replay/:inviteId/:interviewId">
        {(p) => <Replay key={p.interviewId} inviteId={p.inviteId} interviewId={p.interviewId} />}
      </Route>
      <Route>
        <ErrorState title={common.notFoundTitle}>{common.notFoundText}</ErrorState>
      </Route>
    </Switch>
  );
}

startTheme();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <Boundary>
      <Suspense
        fallback={
          <div className="sheet">
            <Loading what={common.product} />
          </div>
        }
      >
        <Pages />
      </Suspense>
    </Boundary>
  </StrictMode>,
);
