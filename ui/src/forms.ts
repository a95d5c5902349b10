import type { Entry, Offer, Text, Whole } from './api';

/** What each act asks for. The interface checks again: this only makes filling in easy. */
export type Field = Plain & {
  /** Only where the row or form says so: prices with the principles that are about one. */
  when?: (values: Record<string, unknown>) => boolean;
};
type Plain =
  | { kind: 'computed'; name: string; label: Text; as: 'percent' | 'flag' | 'number'; optional?: boolean; help?: Text }
  | { kind: 'named'; name: string; label: Text; list: 'measures' | 'comparisons'; optional?: boolean; help?: Text }
  | { kind: 'priceItem'; name: string; label: Text; optional?: boolean; help?: Text }
  | { kind: 'text' | 'area' | 'yaml' | 'number' | 'date' | 'flag'; name: string; label: Text; optional?: boolean; help?: Text }
  | { kind: 'select' | 'many'; name: string; label: Text; choices: string[]; group?: string; optional?: boolean; help?: Text }
  | { kind: 'tags'; name: string; label: Text; optional?: boolean; help?: Text }
  | { kind: 'organisation' | 'authority' | 'implementerPerson' | 'expert' | 'document' | 'documents' | 'run' | 'extraction' | 'supportRequest' | 'amendment' | 'findingNumber' | 'resultsFile' | 'focus' | 'principle'; name: string; label: Text; optional?: boolean; help?: Text }
  | { kind: 'rows'; name: string; label: Text; fields: Field[]; optional?: boolean; start?: number; fixed?: Record<string, unknown>[]; list?: string; help?: Text }
  | { kind: 'scores'; name: string; label: Text; items: string[]; optional?: boolean; help?: Text };

const T = (zh: string, en: string): Text => ({ zh, en });
const reason: Field[] = [{ kind: 'area', name: 'text', label: T('理由', 'Reason') }];
const FOCUS = [
  T('研究计划', 'Research plan'), T('研究方法', 'Methods'), T('对照选择', 'Comparator'), T('评价指标', 'Indicators'),
  T('研究类型', 'Design'), T('数据来源', 'Data sources'), T('数据质量控制', 'Data quality'),
];
export const focusLabel = (n: number): Text => FOCUS[n - 1] ?? T(String(n), String(n));
const PRINCIPLES = [
  T('一、已有类似项目而价格更高的新增项目', '1 A new item dearer than similar ones'), T('二、上调幅度较高的调价项目', '2 A large rise in price'),
  T('三、临床急需的重大创新', '3 A major innovation that is urgently needed'), T('四、社会影响大、各方高度关注', '4 High public concern'),
  T('五、基金占用多、单价高或增长过快', '5 Much fund money, high price or fast growth'), T('六、医保部门认为应开展的其他情形', '6 Another case that the authority names'),
];
export const principleLabel = (n: number): Text => PRINCIPLES[n - 1] ?? T(String(n), String(n));
export const FIELDS = ['policy', 'health-economics', 'clinical', 'pharmacy', 'evidence-based', 'statistics', 'law', 'ethics'];

/** The first two principles are about a price. */
const isOfPrice = (topic: Record<string, unknown>) => topic['principle'] === 1 || topic['principle'] === 2;

const SUPPORT = ['resource', 'data', 'money'];
const withMoney = (v: Record<string, unknown>) => Array.isArray(v['kinds']) && v['kinds'].includes('money');

const application: Field[] = [
  { kind: 'text', name: 'titleZh', label: T('项目名称（中文）', 'Title (Chinese)') },
  { kind: 'text', name: 'titleEn', label: T('项目名称（英文）', 'Title (English)') },
  { kind: 'authority', name: 'authority', label: T('受理部门', 'Addressed to') },
  { kind: 'select', name: 'objectType', label: T('评价对象类型', 'What is evaluated'), choices: ['labour', 'consumable', 'reagent', 'equipment', 'software', 'process', 'drug', 'device'] },
  { kind: 'select', name: 'scenario', label: T('政策场景', 'Policy scenario'), choices: ['pre-listing', 'new-item', 'trial-to-formal', 'catalogue-adjustment', 'abolition', 'pricing'] },
  { kind: 'select', name: 'pace', label: T('时限类别', 'Pace'), choices: ['routine', 'rapid'] },
  { kind: 'select', name: 'rapidReason', label: T('快速评价理由', 'Why rapid'), choices: ['emergency', 'controversy', 'urgent-policy'], when: (v) => v['pace'] === 'rapid' },
  { kind: 'text', name: 'disease', label: T('疾病', 'Disease') },
  { kind: 'tags', name: 'itemCodes', label: T('项目编码', 'Item codes'), help: T('一个项目，或三个及以上', 'One item, or three and more') },
  { kind: 'many', name: 'dimensions', label: T('评价维度', 'Dimensions'), choices: ['clinical', 'economic', 'social'] },
  { kind: 'area', name: 'background', label: T('评价背景', 'Background') },
  { kind: 'area', name: 'problem', label: T('拟解决问题', 'Problem to solve') },
  { kind: 'area', name: 'hypothesis', label: T('初步价值假设', 'First hypothesis of value') },
  { kind: 'area', name: 'feasibility', label: T('实施可行性', 'Feasibility') },
  { kind: 'organisation', name: 'proposedImplementer', label: T('拟定实施主体', 'Proposed implementing body') },
  { kind: 'organisation', name: 'product', label: T('技术或产品提供方', 'Provider of the product'), optional: true },
  { kind: 'text', name: 'trial', label: T('关联的临床试验注册号', 'Trial that it is planned with'), optional: true, help: T('评价与临床试验同计划、同实施时填写，如 ChiCTR2500012345', 'Where evaluation and trial are planned together, such as NCT01234567') },
  { kind: 'tags', name: 'jointVariables', label: T('与试验共同收集的变量', 'Variables that both collect'), optional: true },
  {
    kind: 'rows', name: 'topics', label: T('选题依据（六项原则）', 'Why this topic (six principles)'), start: 1,
    fields: [
      { kind: 'principle', name: 'principle', label: T('选题原则', 'Principle') }, { kind: 'text', name: 'evidence', label: T('依据', 'Evidence') },
      { kind: 'priceItem', name: 'similar', label: T('现有项目编码', 'Code of the item that is there'), when: isOfPrice, help: T('原则一填写类似项目，原则二填写拟调价项目；可按编码或名称检索价目表', 'A similar item (principle 1), or the one whose price is to rise (principle 2); search the price list by code or name') },
      { kind: 'number', name: 'present', label: T('现行价格（元）', 'Present price (CNY)'), when: isOfPrice, optional: true, help: T('价目表中有该项目时留空，由平台取价', 'Leave empty if the price list has the item: its price is taken') },
      { kind: 'number', name: 'asked', label: T('申请价格（元）', 'Price asked (CNY)'), when: isOfPrice },
      { kind: 'computed', name: 'gap', label: T('较现行价格', 'Over the present price'), as: 'percent', when: isOfPrice },
      { kind: 'computed', name: 'large', label: T('达到参数规定的较高幅度', 'A large rise by the rules'), as: 'flag', when: isOfPrice },
    ],
  },
];

export const FORMS: Record<string, Field[]> = {
  create: application,
  'edit-application': application,
  'return-application': reason, 'reject-application': reason, withdraw: reason, 'return-protocol': reason, 'declare-recusal': reason,
  'call-panel': reason, 'open-re-evaluation': reason, 'close-monitoring': reason, 'ask-termination': reason, 'refuse-termination': reason,
  'accept-termination': reason, 'condemn-termination': reason, 'mark-not-reported': reason, 'raise-alert': reason,
  'request-documents': [{ kind: 'area', name: 'text', label: T('需要哪些资料，为何需要', 'Which documents are needed, and why') }],
  'patient-input': [{ kind: 'area', name: 'text', label: T('患者的期望、体验与意见', 'What patients expect, experience and think') }],
  'comment-public': [{ kind: 'area', name: 'text', label: T('意见', 'Comment') }],
  'declare-interests': [
    { kind: 'flag', name: 'none', label: T('没有需要申报的利益关系', 'There is no interest to declare') },
    { kind: 'area', name: 'interests', label: T('利益关系', 'Interests'), optional: true },
    {
      kind: 'rows', name: 'funding', label: T('资金来源', 'Funding'), start: 1,
      fields: [{ kind: 'text', name: 'source', label: T('来源', 'Source') }, { kind: 'number', name: 'amount', label: T('金额', 'Amount') }, { kind: 'text', name: 'currency', label: T('币种', 'Currency') }],
    },
    { kind: 'flag', name: 'thirdParty', label: T('含企业、基金会等第三方资助', 'Includes money of third parties') },
    {
      kind: 'rows', name: 'independence', label: T('独立性声明（发起方自身实施）', 'Statements of independence (the initiator carries it out itself)'), fixed: [],
      fields: [{ kind: 'area', name: 'statement', label: T('落实方式', 'How it is kept') }],
    },
  ],
  'set-implementer': [
    { kind: 'select', name: 'kind', label: T('类别', 'Kind'), choices: ['trusted-point', 'third-party', 'initiator'] },
    { kind: 'organisation', name: 'organisation', label: T('实施主体', 'Implementing body') },
    { kind: 'implementerPerson', name: 'account', label: T('负责人账号', 'Account of the lead') },
    { kind: 'document', name: 'qualification', label: T('资质文件（第三方）', 'Qualification (third party)'), optional: true },
    { kind: 'area', name: 'reason', label: T('选择理由', 'Reason'), optional: true },
    { kind: 'flag', name: 'followsGuide', label: T('声明遵守指南要求', 'Declares that it follows the guide') },
  ],
  'name-data-provider': [
    { kind: 'organisation', name: 'organisation', label: T('数据提供方', 'Data provider') },
    { kind: 'text', name: 'source', label: T('所提供的数据', 'What it provides') },
    { kind: 'text', name: 'contact', label: T('联系人', 'Contact') },
    { kind: 'document', name: 'agreement', label: T('数据使用协议', 'Agreement on the data') },
    { kind: 'flag', name: 'traceable', label: T('协议保证数据可核查、可追溯', 'The agreement says that data can be checked and traced') },
  ],
  'ask-support': [
    { kind: 'many', name: 'kinds', label: T('申请支持的内容', 'Support that is asked for'), choices: SUPPORT, group: 'support' },
    { kind: 'select', name: 'ground', label: T('申请理由类别', 'Ground'), choices: ['concern', 'public-health', 'policy-impact'] },
    { kind: 'number', name: 'amount', label: T('资金补助金额（元）', 'Money (CNY)'), when: withMoney },
    { kind: 'area', name: 'text', label: T('理由', 'Reason') },
  ],
  'decide-support': [
    { kind: 'supportRequest', name: 'request', label: T('支持申请', 'Request') },
    { kind: 'flag', name: 'approved', label: T('同意支持', 'Granted') },
    { kind: 'many', name: 'kinds', label: T('支持的内容', 'What is granted'), choices: SUPPORT, group: 'support', when: (v) => v['approved'] === true },
    { kind: 'number', name: 'amount', label: T('资金补助金额（元）', 'Money (CNY)'), when: (v) => v['approved'] === true && withMoney(v) },
    { kind: 'area', name: 'reason', label: T('理由', 'Reason') },
  ],
  'record-collection': [
    { kind: 'date', name: 'on', label: T('截至日期', 'As of') },
    { kind: 'date', name: 'firstSubject', label: T('首例受试者入组日期', 'First person entered on'), optional: true, help: T('前瞻性研究填写；早于方案锁定的会被标出', 'Of a prospective study; a day before the lock is shown') },
    {
      kind: 'rows', name: 'rows', label: T('计划与实际', 'Planned and actual'), start: 1,
      fields: [
        { kind: 'text', name: 'name', label: T('访视、表单或字段', 'Visit, form or field') }, { kind: 'number', name: 'planned', label: T('计划例数', 'Planned') },
        { kind: 'number', name: 'actual', label: T('实际例数', 'Actual') }, { kind: 'text', name: 'reason', label: T('偏离原因', 'Reason'), optional: true, help: T('与计划不同时必填', 'Needed where it differs') },
      ],
    },
  ],
  'record-quality-control': [
    { kind: 'select', name: 'link', label: T('关键环节', 'Link'), choices: ['extraction', 'governance', 'analysis'], group: 'link' },
    {
      kind: 'rows', name: 'items', label: T('质控清单', 'Checklist'), fixed: [], list: 'link',
      fields: [{ kind: 'select', name: 'verdict', label: T('结论', 'Verdict'), choices: ['pass', 'fail', 'not-applicable'] }, { kind: 'text', name: 'evidence', label: T('说明', 'Note'), optional: true, help: T('不符合时必填', 'Needed with a failure') }],
    },
  ],
  'compare-sample': [
    { kind: 'extraction', name: 'extraction', label: T('数据提取登记', 'Extraction') },
    { kind: 'number', name: 'size', label: T('抽样数', 'Sample size') },
    { kind: 'number', name: 'seed', label: T('随机种子', 'Seed'), help: T('由“抽取记录”给出；同一种子抽取同样的行', '“Draw rows” gives it; the same seed draws the same rows') },
    { kind: 'number', name: 'wrong', label: T('与来源不符的记录数', 'Records that differ from their source') },
    { kind: 'area', name: 'differences', label: T('不符内容', 'What differs'), optional: true },
    { kind: 'computed', name: 'rate', label: T('错误率', 'Error rate'), as: 'percent' },
    { kind: 'computed', name: 'lower', label: T('95% 区间下限', 'Lower end (95%)'), as: 'percent' },
    { kind: 'computed', name: 'upper', label: T('95% 区间上限', 'Upper end (95%)'), as: 'percent' },
  ],
  'compare-quality': [
    {
      kind: 'rows', name: 'measures', label: T('质量指标', 'Measures'), start: 1,
      fields: [
        { kind: 'text', name: 'name', label: T('指标', 'Measure') }, { kind: 'number', name: 'reported', label: T('报告值', 'Reported') },
        { kind: 'number', name: 'recomputed', label: T('重算值', 'Computed anew') }, { kind: 'computed', name: 'difference', label: T('差值', 'Difference'), as: 'number' },
      ],
    },
    { kind: 'area', name: 'conclusion', label: T('结论', 'Conclusion') },
  ],
  'record-access': [
    { kind: 'text', name: 'item', label: T('项目编码', 'Item code') }, { kind: 'number', name: 'year', label: T('年度', 'Year') },
    { kind: 'select', name: 'by', label: T('分组方式', 'By'), choices: ['region', 'level', 'group'], group: 'by' },
    {
      kind: 'rows', name: 'groups', label: T('各组', 'Groups'), start: 2,
      fields: [{ kind: 'text', name: 'name', label: T('组名', 'Group') }, { kind: 'number', name: 'people', label: T('应服务人数', 'People who could need it') }, { kind: 'number', name: 'users', label: T('实际服务人数', 'People who received it') }],
    },
  ],
  'edit-protocol': [{ kind: 'yaml', name: 'yaml', label: T('方案', 'Protocol') }],
  'record-minutes': [
    { kind: 'date', name: 'heldOn', label: T('会议日期', 'Held on') },
    {
      kind: 'rows', name: 'attendees', label: T('参会人员', 'Attendees'), start: 1,
      fields: [{ kind: 'text', name: 'role', label: T('身份', 'Role') }, { kind: 'text', name: 'organisation', label: T('单位', 'Organisation') }, { kind: 'text', name: 'name', label: T('姓名', 'Name') }],
    },
    {
      kind: 'rows', name: 'points', label: T('七个重点', 'The seven points'), fixed: [1, 2, 3, 4, 5, 6, 7].map((focus) => ({ focus })),
      fields: [{ kind: 'area', name: 'comment', label: T('意见', 'Comment') }, { kind: 'flag', name: 'change', label: T('需修改方案', 'The protocol has to change') }],
    },
    { kind: 'area', name: 'necessity', label: T('主题的必要性', 'Necessity of the topic') },
    { kind: 'area', name: 'feasibility', label: T('方案的可行性', 'Feasibility of the protocol') },
    { kind: 'area', name: 'conformity', label: T('方案的规范性', 'Conformity of the protocol') },
  ],
  'answer-minutes': [
    {
      kind: 'rows', name: 'answers', label: T('逐条回应', 'Answers'), start: 1,
      fields: [{ kind: 'focus', name: 'focus', label: T('重点', 'Point') }, { kind: 'area', name: 'answer', label: T('回应', 'Answer') }],
    },
  ],
  'start-conduct': [
    { kind: 'text', name: 'ethicsNumber', label: T('伦理审批号', 'Ethics approval') },
    { kind: 'date', name: 'ethicsOn', label: T('审批日期', 'Approved on') },
    { kind: 'area', name: 'dataAuthorisation', label: T('数据使用授权', 'Data authorisation') },
    { kind: 'documents', name: 'documents', label: T('文件', 'Documents') },
  ],
  'propose-amendment': [
    { kind: 'text', name: 'section', label: T('修改部分', 'Section') },
    { kind: 'area', name: 'reason', label: T('理由', 'Reason') },
    { kind: 'yaml', name: 'yaml', label: T('修改后的方案', 'The amended protocol') },
    { kind: 'flag', name: 'afterResults', label: T('已知悉结果', 'Results were known') },
  ],
  'decide-amendment': [
    { kind: 'amendment', name: 'amendment', label: T('修改申请', 'Amendment') },
    { kind: 'flag', name: 'approved', label: T('同意', 'Approved') },
    { kind: 'area', name: 'reason', label: T('理由', 'Reason') },
  ],
  'log-extraction': [
    { kind: 'text', name: 'source', label: T('数据来源', 'Source') },
    { kind: 'area', name: 'steps', label: T('提取步骤', 'Steps') },
    { kind: 'number', name: 'rows', label: T('行数', 'Rows') },
    { kind: 'date', name: 'extractedOn', label: T('提取日期', 'Extracted on') },
    { kind: 'text', name: 'sha256', label: T('文件摘要（SHA-256）', 'Digest (SHA-256)') },
  ],
  'file-governance-report': [
    { kind: 'area', name: 'summary', label: T('摘要', 'Summary') },
    { kind: 'document', name: 'document', label: T('数据治理报告', 'Data-governance report') },
  ],
  'record-run': [{ kind: 'resultsFile', name: 'results', label: T('运行所写的 results.json', 'results.json of the run'), help: T('其中的方案摘要须与锁定方案一致', 'Its protocol digest has to be that of the locked protocol') }],
  'supply-documents': [{ kind: 'area', name: 'note', label: T('说明', 'Note') }, { kind: 'documents', name: 'documents', label: T('技术资料', 'Documents') }],
  'submit-report': [
    { kind: 'document', name: 'document', label: T('评价报告', 'Report') },
    { kind: 'run', name: 'run', label: T('所依据的运行', 'The run that it reports') },
    { kind: 'many', name: 'parts', label: T('报告各部分', 'Parts'), choices: ['cover', 'declarations', 'contents', 'abstract', 'background', 'methods', 'results', 'discussion', 'conclusions', 'references', 'appendices'] },
    { kind: 'area', name: 'summaryZh', label: T('中文摘要', 'Abstract (Chinese)') },
    { kind: 'area', name: 'summaryEn', label: T('英文摘要', 'Abstract (English)') },
  ],
  'assign-experts': [
    {
      kind: 'rows', name: 'experts', label: T('评议专家', 'Experts'), start: 2,
      fields: [{ kind: 'expert', name: 'account', label: T('专家', 'Expert') }, { kind: 'select', name: 'field', label: T('领域', 'Field'), choices: FIELDS, group: 'field' }],
    },
  ],
  'record-repeat': [
    { kind: 'area', name: 'comparison', label: T('比较内容', 'What was compared') },
    { kind: 'flag', name: 'agrees', label: T('结果一致', 'It agrees') },
    { kind: 'area', name: 'differences', label: T('分歧', 'Differences'), optional: true },
  ],
  'submit-review': [
    { kind: 'rows', name: 'items', label: T('核查清单', 'Checklist'), fixed: [], fields: [{ kind: 'select', name: 'verdict', label: T('结论', 'Verdict'), choices: ['pass', 'fail', 'not-applicable'] }, { kind: 'text', name: 'evidence', label: T('依据', 'Evidence'), optional: true }] },
    { kind: 'scores', name: 'strength', label: T('证据基础强度（0—4）', 'Evidence strength (0 to 4)'), items: ['protocol', 'source', 'comparator', 'statistics', 'confounding', 'quality'] },
    { kind: 'scores', name: 'fit', label: T('决策场景适配度（0—4）', 'Fit to the decision (0 to 4)'), items: ['question'] },
    { kind: 'select', name: 'recommendation', label: T('推荐意见', 'Recommendation'), choices: ['support', 'support-with-changes', 'reject'] },
    { kind: 'area', name: 'opinion', label: T('评议意见', 'Opinion') },
  ],
  'ask-findings': [{ kind: 'tags', name: 'findings', label: T('核查意见（每条回车）', 'Findings (Enter after each)') }],
  'answer-finding': [{ kind: 'findingNumber', name: 'finding', label: T('核查意见', 'Finding') }, { kind: 'area', name: 'answer', label: T('回复', 'Answer') }],
  'close-finding': [{ kind: 'findingNumber', name: 'finding', label: T('核查意见', 'Finding') }, { kind: 'area', name: 'verdict', label: T('结论', 'Verdict') }],
  'approve-release': [{ kind: 'area', name: 'comment', label: T('意见', 'Comment') }],
  'prepare-release': [
    { kind: 'area', name: 'summaryZh', label: T('公开摘要（中文）', 'Public summary (Chinese)') },
    { kind: 'area', name: 'summaryEn', label: T('公开摘要（英文）', 'Public summary (English)') },
    {
      kind: 'rows', name: 'table', label: T('公开数字', 'Published figures'), start: 1,
      fields: [
        { kind: 'text', name: 'label', label: T('名称', 'Label') }, { kind: 'number', name: 'value', label: T('数值', 'Value') },
        { kind: 'number', name: 'count', label: T('人数', 'Count'), optional: true }, { kind: 'text', name: 'unit', label: T('单位', 'Unit'), optional: true },
        { kind: 'text', name: 'labelEn', label: T('名称（英文）', 'Label (English)'), optional: true, help: T('英文公开页显示；留空则显示中文名称', 'Shown on the English page; the Chinese name if there is none') }, { kind: 'text', name: 'unitEn', label: T('单位（英文）', 'Unit (English)'), optional: true },
      ],
    },
  ],
  'start-monitoring': [
    { kind: 'tags', name: 'indicators', label: T('监测指标', 'Indicators') },
    { kind: 'date', name: 'routineDue', label: T('常规评价期限（快速评价）', 'Routine evaluation due (after a rapid one)'), optional: true },
  ],
  'record-monitoring': [
    { kind: 'text', name: 'item', label: T('项目编码', 'Item code') }, { kind: 'number', name: 'year', label: T('年度', 'Year') },
    { kind: 'number', name: 'fundSpending', label: T('医保基金支出（元）', 'Fund spending (CNY)') }, { kind: 'number', name: 'frequency', label: T('服务频次', 'Frequency') },
    { kind: 'number', name: 'totalCost', label: T('总费用（元）', 'Total cost (CNY)') },
  ],
  'set-trigger': [
    { kind: 'text', name: 'name', label: T('规则名称', 'Name of the rule'), help: T('同名规则再次登记即为修改', 'The same name again changes the rule') },
    { kind: 'named', name: 'measure', label: T('指标', 'Measure'), list: 'measures' },
    { kind: 'named', name: 'comparison', label: T('比较', 'Comparison'), list: 'comparisons' },
    { kind: 'number', name: 'value', label: T('界值', 'Level'), help: T('增长率与占比填小数，如 0.3', 'Growth and shares as fractions, such as 0.3') },
    { kind: 'number', name: 'window', label: T('时间窗（年）', 'Window (years)'), help: T('增长率：与几年前相比；其他指标：连续几年', 'Of growth: over how many years; of others: how many years running') },
    { kind: 'flag', name: 'ended', label: T('停用此规则', 'The rule no longer holds') },
  ],
  'record-pathway': [
    { kind: 'text', name: 'pathway', label: T('临床路径', 'Pathway') }, { kind: 'date', name: 'effectiveOn', label: T('生效日期', 'In force from') },
    { kind: 'area', name: 'change', label: T('更新内容', 'What changed') }, { kind: 'flag', name: 'major', label: T('重大更新', 'Major update') },
  ],
};
const grade: Field[] = [
  { kind: 'select', name: 'strength', label: T('证据基础强度', 'Evidence strength'), choices: ['A1', 'A2', 'A3', 'A4'] },
  { kind: 'rows', name: 'fit', label: T('各场景适配度', 'Fit, by scenario'), start: 1, fields: [{ kind: 'select', name: 'scenario', label: T('场景', 'Scenario'), choices: ['pre-listing', 'new-item', 'trial-to-formal', 'catalogue-adjustment', 'abolition', 'pricing'] }, { kind: 'select', name: 'level', label: T('适配度', 'Fit'), choices: ['B1', 'B2', 'B3', 'B4'] }] },
  { kind: 'select', name: 'grade', label: T('证据等级', 'Grade'), choices: ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ'] },
  { kind: 'area', name: 'reasons', label: T('理由', 'Reasons') },
];
FORMS['grade'] = grade;
FORMS['grade-after-panel'] = grade;

/** Acts that end something or cannot be taken back: the page says so before they are done. */
export const FINAL = new Set([
  'reject-application', 'withdraw', 'lock-protocol', 'archive', 'publish', 'ask-termination', 'accept-termination', 'condemn-termination', 'mark-not-reported',
  'grade', 'grade-after-panel', 'submit-review', 'close-monitoring', 'open-re-evaluation',
]);
/** Acts against somebody's wish: their buttons look different. */
export const HARSH = new Set(['reject-application', 'withdraw', 'ask-termination', 'condemn-termination', 'accept-termination', 'mark-not-reported', 'declare-recusal']);

/** Requests that were filed and wait for a decision: [what asks, what decides, the decision's field]. */
const REQUESTS: Record<string, [string, string, string]> = {
  amendment: ['propose-amendment', 'decide-amendment', 'amendment'],
  supportRequest: ['ask-support', 'decide-support', 'request'],
};

/** What was asked and is not decided yet. */
export function undecided(kind: 'amendment' | 'supportRequest', whole: Whole | null): Entry[] {
  const [asks, decides, field] = REQUESTS[kind]!;
  const filings = whole?.filings ?? [];
  const done = new Set(filings.filter((f) => f.act === decides).map((f) => f.body[field]));
  return filings.filter((f) => f.act === asks && !done.has(f.number));
}

/** Whether there is anything that the act could be done on: an amendment to decide, a finding to answer. */
export function hasSubject(offer: Offer, whole: Whole): boolean {
  return (FORMS[offer.act] ?? []).every((f) => {
    switch (f.kind) {
      case 'amendment': case 'supportRequest': return undecided(f.kind, whole).length > 0;
      case 'findingNumber': return whole.findings.some((finding) => !finding.verdict);
      default: return true;
    }
  });
}
