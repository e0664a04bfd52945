import type { Child } from 'hono/jsx/dom';
import type { ApiError } from '../client.ts';
import { describe } from '../i18n/problem.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { Icon } from './icon.tsx';

/** Grey bars in the place of what is being read, of the same height, so that nothing jumps. */
export function Skeleton({ rows = 5 }: { rows?: number }) {
  const { t } = useI18n();
  return (
    <div class="skeleton" aria-busy="true">
      <span class="hidden-text">{t('state.loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} class="skeleton-row" aria-hidden="true" />
      ))}
    </div>
  );
}

/** Nothing is there yet: says what to do next. */
export function Empty({ title, text, children }: { title: string; text?: string; children?: Child }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {text ? <p class="empty-text">{text}</p> : null}
      {children === undefined ? null : <div class="empty-actions">{children}</div>}
    </div>
  );
}

/** Something could not be read: says why, and offers to try again. */
export function Problem({ error, retry }: { error: ApiError; retry?: () => void }) {
  const { t } = useI18n();
  return (
    <div class="problem" role="alert">
      <Icon name="bad" />
      <div>
        <p class="problem-title">{t('state.problem')}</p>
        <p>{describe(error, t)}</p>
        {error.requestId ? <p class="quiet">{t('state.request', { id: error.requestId })}</p> : null}
        {retry ? (
          <button type="button" class="button" onClick={retry}>
            {t('state.retry')}
          </button>
        ) : null}
      </div>
    </div>
  );
}

/** Why a form was not taken, above its buttons. */
export function FormProblem({ error }: { error: ApiError | null }) {
  const { t } = useI18n();
  return (
    <div role="alert" class="form-problem">
      {error ? (
        <p>
          <Icon name="bad" />
          <span>{describe(error, t)}</span>
        </p>
      ) : null}
    </div>
  );
}
