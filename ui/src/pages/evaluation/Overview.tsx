import type { Whole } from '../../api';
import { Filed } from '../../parts/Filed';
import { Deadline, Fact, Facts, Written } from '../../parts/Small';
import { Sheet } from '../../parts/Sheet';
import { useOrganisations, useProcess } from '../../process';
import { choice, useWords } from '../../words';

/** What is evaluated, for which decision, and who takes part. */
export function Overview({ whole }: { whole: Whole }) {
  const { t, text, lang, day, list } = useWords();
  const process = useProcess();
  const organisations = useOrganisations();
  const e = whole.evaluation;
  const application = [...whole.filings].reverse().find((f) => f.act === 'create' || f.act === 'edit-application');
  const support = whole.filings.filter((f) => f.act === 'ask-support' || f.act === 'decide-support');
  const organisation = (id: string) => {
    const found = organisations.find((o) => o.id === id);
    return found ? (lang === 'zh' ? found.nameZh : found.nameEn) : whole.names[id] ?? id;
  };
  return (
    <>
      <Facts>
        <Fact name={t('due')}><Deadline day={e.dueOn} /></Fact>
        {whole.initiation && <Fact name={t('initiation')}>{text(whole.initiation.label)}</Fact>}
        <Fact name={t('scenario')}>{choice(e.scenario, lang)}</Fact>
        <Fact name={t('pace')}>{choice(e.pace, lang)}</Fact>
        <Fact name={t('object')}>{choice(e.objectType, lang)}</Fact>
        <Fact name={t('disease')}><Written>{e.disease}</Written></Fact>
        <Fact name={t('items')}>{list(e.itemCodes)}</Fact>
        <Fact name={t('dimension')}>{list(e.dimensions.map((d) => choice(d, lang)))}</Fact>
      </Facts>
      {whole.parties.length > 0 && <h2>{t('parties')}</h2>}
      {whole.parties.length > 0 && <Sheet
        caption={t('parties')} rows={[...whole.parties].sort((a, b) => rank(process, a.role) - rank(process, b.role))} rowKey={(p) => p.role + p.organisation + p.account}
        columns={[
          { title: t('role'), cell: (p) => text(process?.roles.find((r) => r.id === p.role)?.label) || p.role },
          { title: t('organisation'), cell: (p) => <Written>{organisation(p.organisation)}</Written> },
          { title: t('person'), cell: (p) => (p.account ? <Written>{whole.names[p.account] ?? ''}</Written> : '—') },
        ]}
      />}
      <Asked whole={whole} />
      {(whole.suggestions ?? []).length > 0 && <><h2>{t('linkedSuggestions')}</h2><ul className="feed">{whole.suggestions!.map((s) => <li key={s.id}><Written>{s.text}</Written><time dateTime={s.at}>{day(s.at.slice(0, 10))}</time></li>)}</ul></>}
      {support.length > 0 && <><h2>{t('support')}</h2>{support.map((f) => <div key={f.number}><h3>{text(f.label)}</h3><Filed entry={f} whole={whole} /></div>)}</>}
      {application && <><h2>{t('application')}</h2><Filed entry={application} whole={whole} /></>}
    </>
  );
}

/** What somebody who sees the summary alone was asked for. */
export function Asked({ whole, only }: { whole: Whole; only?: string }) {
  const { t, text, time } = useWords();
  const asked = (whole.asked ?? []).filter((f) => only === undefined || f.act === only);
  return asked.length === 0 ? null : <><h2>{t('asked')}</h2>{asked.map((f) => <div key={f.number}><h3>{text(f.label)} <span className="quiet">{time(f.at)}</span></h3><Filed entry={f} whole={whole} /></div>)}</>;
}

function rank(process: ReturnType<typeof useProcess>, role: string): number {
  return process?.roles.findIndex((r) => r.id === role) ?? 0;
}
