import { Alert } from 'antd';
import { Refused } from '../api';

/** Why something was refused: what, where, and what to do. */
export function Trouble({ error }: { error: unknown }) {
  if (!error) {
    return null;
  }
  if (!(error instanceof Refused)) {
    return <Alert type="error" showIcon role="alert" title={String(error)} />;
  }
  const many = error.problems.length > 1;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={many ? undefined : `${error.title}（${error.code}）`}
      description={
        many ? (
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {error.problems.map((p, i) => (
              <li key={i}>{p.place ? `${p.place}：` : ''}{p.message}。{p.remedy}</li>
            ))}
          </ul>
        ) : (
          <>{error.problems[0]?.place ? `${error.problems[0].place}：` : ''}{error.detail}</>
        )
      }
    />
  );
}
