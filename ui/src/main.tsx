import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { speak, Refused } from './api';
import { Shell } from './Shell';
import './style.css';
import { LangContext, type Lang } from './words';

const client = new QueryClient({
  defaultOptions: { queries: { retry: (count, error) => !(error instanceof Refused) && count < 2, refetchOnWindowFocus: false } },
});

function Root() {
  const [lang, setLang] = useState<Lang>(localStorage.getItem('steelyard.lang') === 'en' ? 'en' : 'zh');
  speak(lang);
  useEffect(() => {
    localStorage.setItem('steelyard.lang', lang);
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
    dayjs.locale(lang === 'zh' ? 'zh-cn' : 'en');
  }, [lang]);
  return (
    <LangContext value={lang}>
      <ConfigProvider
        locale={lang === 'zh' ? zhCN : enUS}
        button={{ autoInsertSpace: false }}
        theme={{
          token: {
            colorPrimary: '#0f4c81', colorError: '#a8071a', colorLink: '#0f4c81', colorLinkHover: '#0a3457', colorLinkActive: '#0a3457', borderRadius: 4, fontSize: 15,
            colorTextSecondary: '#4a5560', colorTextDescription: '#4a5560', colorTextPlaceholder: '#6b7680',
            fontFamily: '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
          },
        }}
      >
        <AntApp>
          <QueryClientProvider client={client}>
            <BrowserRouter>
              <Shell setLang={setLang} />
            </BrowserRouter>
          </QueryClientProvider>
        </AntApp>
      </ConfigProvider>
    </LangContext>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
