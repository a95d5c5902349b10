import { useQuery } from '@tanstack/react-query';
import { get, type Whole } from '../../api';
import { figure } from '../../format';
import { Sheet } from '../../parts/Sheet';
import { Mark, Written } from '../../parts/Small';
import { useWords } from '../../words';

interface Counted { number: string; times: number }
interface Check { report: number; run: number; readable: boolean; own: string | null; missing: Counted[]; added: Counted[]; estimates: number; absent: { id: string; outcome: string; analysis: string; measure: string; value: number }[]; undisclosed: string[] }

/** Numbers of the filed report beside those of its run: what was altered or left out is a question to the authors. */
export function ReportNumbers({ whole }: { whole: Whole }) {
  const { t, lang, list } = useWords();
  const id = whole.evaluation.id;
  const reported = whole.filings.some((f) => f.act === 'submit-report');
  const found = useQuery({ queryKey: ['report-check', id, whole.filings.length], queryFn: () => get<Check>(`/evaluations/${id}/report-check`), enabled: reported, retry: false });
  const check = found.data;
  if (!check) {
    return null;
  }
  const numbers = (all: Counted[]) => list(all.map((w) => (w.times > 1 ? `${w.number} ×${w.times}` : w.number)));
  const clean = check.readable && check.missing.length + check.added.length + check.absent.length + check.undisclosed.length === 0;
  return (
    <section>
      <h2>{t('reportNumbers')}</h2>
      <p className="quiet">{t('reportNumbersHelp')}</p>
      {!check.readable && <p><Mark tone="warn">{t('unreadableReport')}</Mark></p>}
      {check.readable && (
        <p role="status">
          <Mark tone={clean ? 'good' : 'warn'}>{clean ? t('numbersAgree') : t('numbersDiffer')}</Mark>{' '}
          {check.estimates > 0 && (lang === 'zh' ? `预先指定的 ${check.estimates} 个估计中有 ${check.absent.length} 个未在报告中找到。` : `${check.absent.length} of ${check.estimates} pre-specified estimates are not found in the report.`)}
        </p>
      )}
      {check.missing.length > 0 && <p>{t('onlyInRun')}{lang === 'zh' ? '：' : ': '}{numbers(check.missing)}</p>}
      {check.added.length > 0 && <p>{t('onlyInReport')}{lang === 'zh' ? '：' : ': '}{numbers(check.added)}</p>}
      {check.undisclosed.length > 0 && <p>{t('undisclosed')}{lang === 'zh' ? '：' : ': '}<Written>{list(check.undisclosed)}</Written></p>}
      {check.absent.length > 0 && (
        <details>
          <summary>{t('notInReport')}</summary>
          <Sheet
            caption={t('notInReport')} rows={check.absent} rowKey={(e, i) => `${e.id}${i}`}
            columns={[{ title: t('analysis'), cell: (e) => <code>{e.id}</code> }, { title: t('outcome'), cell: (e) => e.outcome }, { title: t('value'), cell: (e) => figure(e.value, lang), right: true }]}
          />
        </details>
      )}
    </section>
  );
}
