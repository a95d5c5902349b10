import { Refused } from '../api';
import { useWords } from '../words';

/** Why something was refused: its code, the place, and what to do. */
export function Trouble({ error }: { error: unknown }) {
  const { lang } = useWords();
  if (!error) {
    return null;
  }
  if (!(error instanceof Refused)) {
    return (
      <div className="trouble" role="alert">
        <strong>{lang === 'zh' ? '请求没有送达' : 'The request did not arrive'}</strong>
        <p>{lang === 'zh' ? '请检查网络后重试；已填写的内容仍在。' : 'Check the network and try again; what you filled in is still there.'}</p>
      </div>
    );
  }
  const stop = lang === 'zh' ? '。' : '. ';
  return (
    <div className="trouble" role="alert">
      <strong>{error.title}{error.code && (lang === 'zh' ? `（${error.code}）` : ` (${error.code})`)}</strong>
      {error.problems.length > 1 ? (
        <ul>{error.problems.map((p, i) => <li key={i}>{p.place && <b>{p.place}{lang === 'zh' ? '：' : ': '}</b>}{sentence(p.message, stop)}{p.remedy}</li>)}</ul>
      ) : (
        <p>{error.problems[0]?.place && <b>{error.problems[0].place}{lang === 'zh' ? '：' : ': '}</b>}{error.problems[0]?.remedy ?? error.detail}</p>
      )}
    </div>
  );
}

function sentence(text: string, stop: string): string {
  return /[。.]$/.test(text) ? text : text + stop;
}
