# Types of checks. One block a type; a line that begins with two spaces goes on with the line above it.
#
# shape       rows:      a row of the table is judged by itself; all checks of one table are counted in one scan
#             (values: yes where only the field decides, so that distinct values can be judged and weighted by their rows)
#             query:     units says what is judged, one row each, and whether it is bad; counts, where given, counts the same
#                        without a row each; a lookup without ON is a table that units, counts and failing may name, one with
#                        ON is joined where {joined} stands, or looked up in arrays
#             series:    units gives counts that are judged together, outside SQL
#             structure: judged from the columns that are there
# parameters  name:kind, name:kind=default, name:kind? (may be absent)
# {name}      a parameter, a lookup or a macro; {@name} a table; {fn(x, y)} an expression for the column's own type;
#             t.x is a column of the checked table, person.x one of another table; x? may be absent
#
# Only SQL that DuckDB and Spark understand alike.
#
# Products of exact decimals are slow: productEquals first passes what floating numbers find within the tolerance less 0.006. Below 900,
# the sixth decimals of quantity and price, which the exact product rounds to, move the product by less than 0.0009, its own rounding
# to the fen moves it by 0.005, and floating numbers err by far less: what passes so lies within the tolerance exactly.

--- define
person: SELECT {person.person_id} AS k, min({born(person.birth_datetime?, person.year_of_birth?, person.month_of_birth?, person.day_of_birth?)}) AS born,
  min(CASE {id(person.gender_concept_id?)} WHEN 8507 THEN 'M' WHEN 8532 THEN 'F' END) AS sex FROM {@person} GROUP BY 1
death: SELECT {death.person_id} AS k, min({date(death.death_date)}) AS died FROM {@death} GROUP BY 1
visit: SELECT {visit_occurrence.visit_occurrence_id} AS k, min({date(visit_occurrence.visit_start_date)}) AS began,
  max({date(visit_occurrence.visit_end_date?)}) AS ended FROM {@visit_occurrence} GROUP BY 1
concept: SELECT {concept.concept_id} AS k, min({text(concept.domain_id?)}) AS domain, min({text(concept.concept_class_id?)}) AS class,
  min({text(concept.standard_concept?)}) AS standard, min({text(concept.invalid_reason?)}) AS invalid,
  min({date(concept.valid_start_date?)}) AS since, max({date(concept.valid_end_date?)}) AS until FROM {@concept} GROUP BY 1

--- cdmTable
shape: structure
kahn: conformance relational
level: table
zh: 表 {table} 应当存在
en: table {table} exists

--- cdmField
shape: structure
kahn: conformance relational
level: field
parameters: field:name
zh: 表 {table} 应有字段 {field}
en: table {table} has the field {field}

--- cdmDatatype
shape: rows
kahn: conformance value
level: field
parameters: field:column type:sqltype
applies: NOT {missing(field)}
fails: {notOfType(field, type)}
zh: {table}.{field} 的值应为 {type} 类型
en: values of {table}.{field} are of type {type}

--- isRequired
shape: rows
kahn: conformance relational
level: field
parameters: field:column
applies: {only}
fails: {missing(field)}
zh: {table}.{field} 为必填，不得为空
en: {table}.{field} is required and never empty

--- isPrimaryKey
shape: query
kahn: conformance relational
level: field
parameters: field:column
units: SELECT count(*) > 1 AS bad FROM {@table} AS t WHERE {field} IS NOT NULL GROUP BY {field}
failing: SELECT {person} AS person, {src_file} AS src_file, {src_row} AS src_row FROM {@table} AS t WHERE {field} IN
  (SELECT {field} FROM {@table} AS t WHERE {field} IS NOT NULL GROUP BY {field} HAVING count(*) > 1)
zh: {table}.{field} 为主键，取值不得重复
en: {table}.{field} is the primary key; no value occurs twice

--- isForeignKey
shape: rows
kahn: conformance relational
level: field
parameters: field:column fkTable:table fkField:column@fkTable except:values?
join parent: SELECT DISTINCT {key(fkField)} AS k FROM {@fkTable} ON {parent}.k = {key(field)}
applies: NOT {missing(field)} AND {notIn(field, except)} AND {only}
fails: {parent}.k IS NULL
zh: {table}.{field} 的每个值都应在 {fkTable}.{fkField} 中找到
en: every value of {table}.{field} is found in {fkTable}.{fkField}

--- isConceptKey
shape: rows
values: yes
kahn: conformance relational
level: field
parameters: field:column
join concept: [concept] ON {concept}.k = {field}
join loaded: SELECT max(CASE WHEN {concept.concept_id} BETWEEN 1 AND 1999999999 THEN 1 ELSE 0 END) AS omop FROM {@concept} ON TRUE
applies: {field} IS NOT NULL AND {field} <> 0 AND ({field} < 0 OR {field} > 1999999999 OR {loaded}.omop = 1)
fails: {concept}.k IS NULL
zh: {table}.{field} 的概念应在概念表中找到（没有载入 OMOP 词汇表时只判断本地概念）
en: concepts of {table}.{field} are found in the concept table (local ones only, where OMOP's vocabulary is not loaded)

--- fkDomain
shape: rows
values: yes
kahn: conformance value
level: field
parameters: field:column domain:values
join concept: [concept] ON {concept}.k = {field}
applies: {field} IS NOT NULL AND {field} <> 0 AND {concept}.k IS NOT NULL
fails: {concept}.domain IS NULL OR NOT {inText(concept.domain, domain)}
zh: {table}.{field} 的概念应属于 {domain} 领域
en: concepts of {table}.{field} are of domain {domain}

--- fkClass
shape: rows
values: yes
kahn: conformance computational
level: field
parameters: field:column class:values
join concept: [concept] ON {concept}.k = {field}
applies: {field} IS NOT NULL AND {field} <> 0 AND {concept}.k IS NOT NULL
fails: {concept}.class IS NULL OR NOT {inText(concept.class, class)}
zh: {table}.{field} 的概念类别应为 {class}
en: concepts of {table}.{field} are of class {class}

--- isStandardValidConcept
shape: rows
values: yes
kahn: conformance value
level: field
parameters: field:column
join concept: [concept] ON {concept}.k = {field}
applies: {field} IS NOT NULL AND {field} <> 0 AND {concept}.k IS NOT NULL
fails: {concept}.standard IS NULL OR {concept}.standard <> 'S' OR {concept}.invalid IS NOT NULL
zh: {table}.{field} 应为有效的标准概念
en: {table}.{field} holds valid standard concepts

--- codeInForce
shape: rows
kahn: conformance value
level: field
parameters: field:column date:column
join concept: [concept] ON {concept}.k = {field}
applies: {field} IS NOT NULL AND {field} <> 0 AND {concept}.k IS NOT NULL AND {date(date)} IS NOT NULL
fails: {date(date)} < {concept}.since OR {date(date)} > {concept}.until
zh: {table}.{field} 的编码在 {date} 当日应处于有效期内
en: codes of {table}.{field} are in force on {date}

--- allowedValues
shape: rows
values: yes
kahn: conformance value
level: field
parameters: field:column values:values
applies: NOT {missing(field)} AND {only}
fails: NOT {in(field, values)}
zh: {table}.{field} 的取值应在字典 {values} 之内
en: {table}.{field} holds only {values}

--- codeShape
shape: rows
values: yes
kahn: conformance value
level: field
parameters: field:column pattern:pattern
applies: NOT {missing(field)} AND {only}
fails: NOT {matches(field, pattern)}
zh: {table}.{field} 的编码应符合规定的结构
en: codes of {table}.{field} have the prescribed shape

--- measurePersonCompleteness
shape: query
kahn: completeness completeness
level: table
units: SELECT x.k IS NULL AS bad, {person.person_id} AS person, {person.src_file?} AS src_file, {person.src_row?} AS src_row FROM {@person} AS p
  LEFT JOIN (SELECT DISTINCT {t.person_id} AS k FROM {@table} AS t) AS x ON x.k = p.person_id
  WHERE EXISTS (SELECT 1 FROM {@table} AS t)
zh: 人群中在 {table} 有记录者的比例
en: share of persons with a record in {table}

--- measureConditionEraCompleteness
shape: query
kahn: completeness completeness
level: table
units: SELECT x.k IS NULL AS bad, c.k AS person, CAST(NULL AS INTEGER) AS src_file, CAST(NULL AS BIGINT) AS src_row FROM
  (SELECT DISTINCT {condition_occurrence.person_id} AS k FROM {@condition_occurrence}) AS c
  LEFT JOIN (SELECT DISTINCT {t.person_id} AS k FROM {@table} AS t) AS x ON x.k = c.k
zh: 有诊断记录者应有诊断时段（{table}）
en: persons with a condition have a condition era ({table})

--- measureObservationPeriodOverlap
shape: query
kahn: plausibility temporal
level: table
parameters: field:column=observation_period_start_date end:column=observation_period_end_date
units: SELECT x.person, x.src_file, x.src_row, x.earlier IS NOT NULL AND x.began <= x.earlier AS bad FROM
  (SELECT {t.person_id} AS person, {src_file} AS src_file, {src_row} AS src_row, {date(field)} AS began,
  max({date(end)}) OVER (PARTITION BY {t.person_id} ORDER BY {date(field)}, {date(end)}
  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier FROM {@table} AS t
  WHERE {date(field)} IS NOT NULL AND {date(end)} IS NOT NULL) AS x
zh: 同一人的观察期不得重叠
en: observation periods of one person do not overlap

--- measureValueCompleteness
shape: rows
kahn: completeness completeness
level: field
parameters: field:column
applies: {only}
fails: {missing(field)}
zh: {table}.{field} 的完整程度
en: how complete {table}.{field} is

--- standardConceptRecordCompleteness
shape: rows
kahn: completeness completeness
level: field
parameters: field:column
applies: {only}
fails: {field} IS NULL OR {field} = 0
zh: {table} 的记录映射到标准概念（{field}）的比例
en: share of records of {table} that are mapped to a standard concept ({field})

--- sourceConceptRecordCompleteness
shape: rows
kahn: completeness completeness
level: field
parameters: field:column value:column?
applies: {only} AND {given(value)}
fails: {field} IS NULL OR {field} = 0
zh: {table} 有编码的记录在编码字典中找到（{field}）的比例
en: share of records of {table} with a code whose code is in a dictionary ({field})

--- sourceValueCompleteness
shape: query
kahn: completeness completeness
level: field
parameters: field:column concept:column
units: SELECT max(coalesce({concept}, 0)) = 0 AS bad FROM {@table} AS t WHERE NOT {missing(field)} GROUP BY {field}
failing: SELECT {person} AS person, {src_file} AS src_file, {src_row} AS src_row FROM {@table} AS t
  WHERE NOT {missing(field)} AND coalesce({concept}, 0) = 0
zh: {table}.{field} 的不同编码中能映射到标准概念的比例
en: share of distinct codes of {table}.{field} that are mapped to a standard concept

--- plausibleValueLow
shape: rows
kahn: plausibility atemporal
level: field
parameters: field:column low:bound
applies: NOT {missing(field)} AND {only}
fails: {below(field, low)}
zh: {table}.{field} 不应小于 {low}
en: {table}.{field} is not below {low}

--- plausibleValueHigh
shape: rows
kahn: plausibility atemporal
level: field
parameters: field:column high:bound
applies: NOT {missing(field)} AND {only}
fails: {above(field, high)}
zh: {table}.{field} 不应大于 {high}
en: {table}.{field} is not above {high}

--- plausibleTemporalAfter
shape: rows
kahn: plausibility temporal
level: field
parameters: field:column otherTable:table otherField:column@otherTable days:integer=0
join other: SELECT {person_id@otherTable} AS k, min({date(otherField)}) AS first FROM {@otherTable} GROUP BY 1 ON {other}.k = {t.person_id}
applies: {date(field)} IS NOT NULL AND {other}.first IS NOT NULL AND {only}
fails: {date(field)} + {days} < {other}.first
zh: {table}.{field} 不应早于 {otherTable}.{otherField}
en: {table}.{field} is not before {otherTable}.{otherField}

--- plausibleDuringLife
shape: rows
kahn: plausibility temporal
level: field
parameters: field:column days:integer=60
join death: [death] ON {death}.k = {t.person_id}
applies: {date(field)} IS NOT NULL AND {death}.died IS NOT NULL
fails: {date(field)} > {death}.died + {days}
zh: {table}.{field} 不应晚于死亡后 {days} 天
en: {table}.{field} is not later than {days} days after death

--- plausibleBeforeDeath
shape: rows
kahn: plausibility temporal
level: field
parameters: field:column
join death: [death] ON {death}.k = {t.person_id}
applies: {date(field)} IS NOT NULL AND {death}.died IS NOT NULL AND {only}
fails: {date(field)} > {death}.died
zh: {table}.{field} 不应晚于死亡日期
en: {table}.{field} is not after death

--- plausibleAfterBirth
shape: rows
kahn: plausibility temporal
level: field
parameters: field:column
join person: [person] ON {person}.k = {t.person_id}
applies: {date(field)} IS NOT NULL AND {person}.born IS NOT NULL
fails: {date(field)} < {person}.born
zh: {table}.{field} 不应早于出生日期
en: {table}.{field} is not before birth

--- plausibleStartBeforeEnd
shape: rows
kahn: plausibility temporal
level: field
parameters: field:column end:column
applies: {date(field)} IS NOT NULL AND {date(end)} IS NOT NULL AND {only}
fails: {date(field)} > {date(end)}
zh: {table}.{field} 不应晚于 {end}
en: {table}.{field} is not after {end}

--- afterObservation
shape: rows
kahn: plausibility temporal
level: rule
parameters: field:column days:integer=0
join observed: SELECT {observation_period.person_id} AS k, max({date(observation_period.observation_period_end_date)}) AS until FROM {@observation_period} GROUP BY 1 ON {observed}.k = {t.person_id}
applies: {date(field)} IS NOT NULL AND {observed}.until IS NOT NULL AND {only}
fails: {date(field)} > {observed}.until + {days}
zh: {table}.{field} 不应晚于该人观察期末 {days} 天以上；否则随访看不到它
en: {table}.{field} is not later than {days} days after the person's observation ends, or follow-up does not see it

--- withinVisitDates
shape: rows
kahn: plausibility temporal
level: field
parameters: field:column before:integer=7 after:integer=7
join visit: [visit] ON {visit}.k = {t.visit_occurrence_id}
applies: {date(field)} IS NOT NULL AND {visit}.began IS NOT NULL AND {only}
fails: {date(field)} + {before} < {visit}.began OR {date(field)} > coalesce({visit}.ended, {visit}.began) + {after}
zh: {table}.{field} 应在就诊起止日期之内（前 {before} 天、后 {after} 天以内）
en: {table}.{field} lies within the visit (up to {before} days before and {after} after)

--- plausibleGender
shape: rows
kahn: plausibility atemporal
level: concept
parameters: field:column concepts:ids sex:values
join person: [person] ON {person}.k = {t.person_id}
applies: {inIds(field, concepts)} AND {person}.sex IS NOT NULL
fails: NOT {inText(person.sex, sex)}
zh: 概念 {concepts}（{table}.{field}）只应见于性别 {sex}
en: concepts {concepts} ({table}.{field}) occur only in sex {sex}

--- plausibleGenderUseDescendants
shape: rows
kahn: plausibility atemporal
level: concept
parameters: field:column concepts:ids sex:values
join person: [person] ON {person}.k = {t.person_id}
join below: SELECT DISTINCT {concept_ancestor.descendant_concept_id} AS k FROM {@concept_ancestor}
  WHERE {inIds(concept_ancestor.ancestor_concept_id, concepts)} ON {below}.k = {field}
applies: ({below}.k IS NOT NULL OR {inIds(field, concepts)}) AND {person}.sex IS NOT NULL
fails: NOT {inText(person.sex, sex)}
zh: 概念 {concepts} 及其下位概念（{table}.{field}）只应见于性别 {sex}
en: concepts {concepts} and those below ({table}.{field}) occur only in sex {sex}

--- plausibleUnitConceptIds
shape: rows
kahn: plausibility atemporal
level: concept
parameters: field:column concept:ids units:ids unitField:column=unit_concept_id value:column=value_as_number
applies: {inIds(field, concept)} AND {value} IS NOT NULL
fails: {unitField} IS NULL OR NOT {inIds(unitField, units)}
zh: 检验概念 {concept} 的单位应为 {units}
en: measurements of concept {concept} have units {units}

--- plausibleConceptValueLow
shape: rows
kahn: plausibility atemporal
level: concept
parameters: field:column concept:ids unit:ids low:number unitField:column=unit_concept_id value:column=value_as_number
applies: {inIds(field, concept)} AND {inIds(unitField, unit)} AND {value} IS NOT NULL
fails: {num(value)} < {low}
zh: 检验概念 {concept}（单位 {unit}）的值不应小于 {low}
en: values of concept {concept} in unit {unit} are not below {low}

--- plausibleConceptValueHigh
shape: rows
kahn: plausibility atemporal
level: concept
parameters: field:column concept:ids unit:ids high:number unitField:column=unit_concept_id value:column=value_as_number
applies: {inIds(field, concept)} AND {inIds(unitField, unit)} AND {value} IS NOT NULL
fails: {num(value)} > {high}
zh: 检验概念 {concept}（单位 {unit}）的值不应大于 {high}
en: values of concept {concept} in unit {unit} are not above {high}

# Most sums agree, which floating numbers tell sooner; where they do not tell for certain, the exact numbers decide.
--- sumEquals
shape: rows
kahn: conformance computational
level: rule
parameters: field:column parts:columns optional:columns? tolerance:number=0.01
applies: NOT {missing(field)} AND {anyKnown(parts)} AND {only}
fails: (CASE WHEN abs(CAST({money(field)} AS DOUBLE)) + {reach(parts)} < 1000000000 AND
  abs(CAST({money(field)} AS DOUBLE) - {near(parts)}) < {tolerance} - 0.006 THEN FALSE
  ELSE abs({money(field)} - {sum(parts)}) > {tolerance} AND abs({money(field)} - {sum(parts)} - {sum(optional)}) > {tolerance} END)
zh: {field} 应等于各分项之和（容差 {tolerance}）
en: {field} equals the sum of its parts (tolerance {tolerance})

--- productEquals
shape: rows
kahn: conformance computational
level: rule
parameters: field:column quantity:column price:column tolerance:number=0.01
applies: {money(field)} IS NOT NULL AND {fine(quantity)} IS NOT NULL AND {fine(price)} IS NOT NULL AND {only}
fails: (CASE WHEN abs(CAST({money(field)} AS DOUBLE)) < 1000000000 AND abs({num(quantity)}) < 900 AND abs({num(price)}) < 900 AND
  abs(CAST({money(field)} AS DOUBLE) - CAST({num(quantity)} AS DOUBLE) * CAST({num(price)} AS DOUBLE)) < {tolerance} - 0.006 THEN FALSE
  ELSE abs({money(field)} - round(CAST({fine(quantity)} AS DECIMAL(38,6)) * {fine(price)}, 2)) >
  {tolerance} * CAST(CASE WHEN abs({fine(quantity)}) > 1 THEN abs({fine(quantity)}) ELSE 1 END AS DECIMAL(38,6)) END)
zh: {field} 应等于数量与单价之积（按数量放宽容差 {tolerance}）
en: {field} equals quantity times price (tolerance {tolerance} a unit)

--- detailTotal
shape: rows
kahn: conformance computational
level: rule
parameters: field:column key:column childTable:table childKey:column@childTable childField:column@childTable tolerance:number=0.01
join child: SELECT {key(childKey)} AS k, sum({money(childField)}) AS total FROM {@childTable} GROUP BY 1 ON {child}.k = {key(key)}
applies: {money(field)} IS NOT NULL AND {child}.total IS NOT NULL AND {only}
fails: abs({money(field)} - {child}.total) > {tolerance}
zh: {table}.{field} 应等于其明细 {childTable}.{childField} 之和（容差 {tolerance}）
en: {table}.{field} equals the sum of its details {childTable}.{childField} (tolerance {tolerance})

--- hasChild
shape: rows
kahn: completeness completeness
level: rule
parameters: field:column childTable:table childKey:column@childTable
join child: SELECT DISTINCT {key(childKey)} AS k FROM {@childTable} ON {child}.k = {key(field)}
applies: {field} IS NOT NULL AND {only}
fails: {child}.k IS NULL
zh: {table} 的每条记录在 {childTable} 中应有对应记录
en: every record of {table} has one in {childTable}

--- duplicateRows
shape: query
kahn: conformance relational
level: rule
parameters: keys:columns
units: SELECT {person} AS person, {src_file} AS src_file, {src_row} AS src_row,
  row_number() OVER (PARTITION BY {keys} ORDER BY {src_file} NULLS LAST, {src_row} NULLS LAST) > 1 AS bad
  FROM {@table} AS t WHERE {known(keys)} AND {only}
zh: {table} 中 {keys} 全部相同的记录不应重复出现
en: no two records of {table} agree in {keys}

--- duplicateFlag
shape: query
kahn: conformance relational
level: rule
parameters: field:column keys:columns values:values=1
units: SELECT count(*) > 1 AS bad FROM {@table} AS t WHERE {known(keys)} AND {in(field, values)} AND {only} GROUP BY {keys}
failing: SELECT x.person, x.src_file, x.src_row FROM (SELECT {person} AS person, {src_file} AS src_file, {src_row} AS src_row,
  count(*) OVER (PARTITION BY {keys}) AS n FROM {@table} AS t WHERE {known(keys)} AND {in(field, values)} AND {only}) AS x WHERE x.n > 1
zh: {table} 中每组（{keys}）只应有一条 {field} 标记的记录
en: in {table} each group ({keys}) has one record with {field}

--- missingFlag
shape: query
kahn: completeness completeness
level: rule
parameters: field:column keys:columns values:values=1
units: SELECT count(*) FILTER (WHERE {in(field, values)}) = 0 AS bad FROM {@table} AS t WHERE {known(keys)} AND {only} GROUP BY {keys}
failing: SELECT x.person, x.src_file, x.src_row FROM (SELECT {person} AS person, {src_file} AS src_file, {src_row} AS src_row,
  count(*) FILTER (WHERE {in(field, values)}) OVER (PARTITION BY {keys}) AS n FROM {@table} AS t WHERE {known(keys)} AND {only}) AS x WHERE x.n = 0
zh: {table} 中每组（{keys}）应有一条 {field} 标记的记录
en: in {table} each group ({keys}) has a record with {field}

--- overlappingStays
shape: query
kahn: plausibility temporal
level: rule
parameters: field:column end:column person:column site:column?
units: SELECT x.person, x.src_file, x.src_row, x.earlier IS NOT NULL AND x.began < x.earlier AS bad FROM
  (SELECT {person} AS person, {src_file} AS src_file, {src_row} AS src_row, {date(field)} AS began,
  max({date(end)}) OVER (PARTITION BY {person} ORDER BY {date(field)}, {date(end)}, {src_file} NULLS LAST, {src_row} NULLS LAST
  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier FROM {@table} AS t
  WHERE {date(field)} IS NOT NULL AND {date(end)} IS NOT NULL AND {person} IS NOT NULL AND {only}) AS x
zh: 同一人的两次住院时间不应重叠
en: two stays of one person do not overlap

--- refundWithoutOriginal
shape: query
kahn: conformance relational
level: rule
parameters: field:column key:column original:column visit:column
units: SELECT {person} AS person, {src_file} AS src_file, {src_row} AS src_row, o.k IS NULL AS bad FROM {@table} AS t
  LEFT JOIN (SELECT DISTINCT {text(visit)} AS v, {text(key)} AS k FROM {@table} AS t WHERE {num(field)} > 0) AS o
  ON o.k = {text(original)} AND o.v = {text(visit)} WHERE {num(field)} < 0 AND {only}
zh: {table} 的退费明细应能找到原明细
en: a refund in {table} has its original

--- refundExceedsOriginal
shape: query
kahn: conformance computational
level: rule
parameters: field:column key:column original:column visit:column
units: SELECT sum({fine(field)}) < 0 AS bad FROM {@table} AS t WHERE {fine(field)} IS NOT NULL AND {only}
  GROUP BY {visit}, coalesce({blankless(original)}, {text(key)}) HAVING min({fine(field)}) < 0 AND max({fine(field)}) > 0
failing: SELECT x.person, x.src_file, x.src_row FROM (SELECT {person} AS person, {src_file} AS src_file, {src_row} AS src_row,
  sum({fine(field)}) OVER w AS n, max({fine(field)}) OVER w AS top FROM {@table} AS t WHERE {fine(field)} IS NOT NULL AND {only}
  WINDOW w AS (PARTITION BY {visit}, coalesce({blankless(original)}, {text(key)}))) AS x WHERE x.n < 0 AND x.top > 0
zh: {table} 的退费不应超过原明细
en: refunds in {table} do not exceed their original

--- reversalWithoutOriginal
shape: query
kahn: conformance relational
level: rule
parameters: field:column keys:columns
units: SELECT x.person, x.src_file, x.src_row, x.original IS NULL AS bad FROM (SELECT {person} AS person, {src_file} AS src_file,
  {src_row} AS src_row, {money(field)} AS amount, max(CASE WHEN {money(field)} > 0 THEN 1 END)
  OVER (PARTITION BY {keys}, abs({money(field)})) AS original FROM {@table} AS t
  WHERE {money(field)} IS NOT NULL AND {known(keys)}) AS x WHERE x.amount < 0
zh: {table} 的负数冲销记录应能找到同额原记录
en: a negative record of {table} has its original of the same amount

--- sexAgainstCode
shape: rows
kahn: plausibility atemporal
level: rule
parameters: field:column prefixes:prefixes sex:values
join person: [person] ON {person}.k = {t.person_id}
applies: {starts(field, prefixes)} AND {person}.sex IS NOT NULL AND {only}
fails: NOT {inText(person.sex, sex)}
zh: {table} 中 {prefixes} 开头的编码只应见于性别 {sex}
en: codes of {table} that begin with {prefixes} occur only in sex {sex}

--- ageAgainstCode
shape: rows
kahn: plausibility temporal
level: rule
parameters: field:column prefixes:prefixes date:column lowDays:integer=0 highDays:integer=54787
join person: [person] ON {person}.k = {t.person_id}
applies: {starts(field, prefixes)} AND {date(date)} IS NOT NULL AND {person}.born IS NOT NULL AND {only}
fails: {date(date)} < {person}.born + {lowDays} OR {date(date)} > {person}.born + {highDays}
zh: {table} 中 {prefixes} 开头的编码只应见于出生后 {lowDays} 至 {highDays} 天
en: codes of {table} that begin with {prefixes} occur only {lowDays} to {highDays} days after birth

--- codeNotOf
shape: rows
values: yes
kahn: plausibility atemporal
level: rule
parameters: field:column prefixes:prefixes
applies: NOT {missing(field)} AND {only}
fails: {starts(field, prefixes)}
zh: {table}.{field} 不应以 {prefixes} 开头
en: {table}.{field} does not begin with {prefixes}

--- codeShare
shape: rows
values: yes
kahn: plausibility atemporal
level: rule
parameters: field:column pattern:pattern
applies: NOT {missing(field)} AND {only}
fails: {matches(field, pattern)}
zh: {table}.{field} 中笼统编码的比例
en: share of vague codes in {table}.{field}

--- ageMatchesBirth
shape: rows
kahn: plausibility temporal
level: rule
parameters: field:column birth:column date:column tolerance:integer=0
applies: {num(field)} IS NOT NULL AND {date(birth)} IS NOT NULL AND {date(date)} IS NOT NULL AND {only}
fails: abs({num(field)} - {age(date, birth)}) > {tolerance}
zh: {table}.{field} 应与由 {birth} 和 {date} 算得的年龄一致（容差 {tolerance} 岁）
en: {table}.{field} is the age from {birth} on {date} (tolerance {tolerance} years)

--- newbornWeight
shape: rows
kahn: completeness completeness
level: rule
parameters: field:column age:column birth:column date:column days:integer=28 low:number high:number
applies: {date(date)} IS NOT NULL AND {date(birth)} IS NOT NULL AND {date(date)} >= {date(birth)} AND {date(date)} <= {date(birth)} + {days} AND {only}
fails: {missing(age)} OR {num(field)} IS NULL OR {num(field)} < {low} OR {num(field)} > {high}
zh: 出生 {days} 天以内者应填日龄与出生体重（{low} 至 {high} 克）
en: within {days} days of birth age in days and birth weight ({low} to {high} g) are given

--- stayLength
shape: rows
kahn: conformance computational
level: rule
parameters: field:column start:column end:column
applies: {num(field)} IS NOT NULL AND {date(start)} IS NOT NULL AND {date(end)} IS NOT NULL AND {date(start)} <= {date(end)} AND {only}
fails: NOT ({date(start)} + CAST({num(field)} AS INTEGER) = {date(end)} OR ({date(start)} = {date(end)} AND {num(field)} = 1))
zh: {table}.{field} 应等于起止日期之差（当日出院计 1 天）
en: {table}.{field} is the difference of its dates (1 for the same day)

--- settledAfterEnd
shape: rows
kahn: plausibility temporal
level: rule
parameters: field:column before:integer=7 end:column
applies: {date(field)} IS NOT NULL AND {date(end)} IS NOT NULL AND {only}
fails: {date(field)} + {before} < {date(end)}
zh: {table}.{field} 不应早于 {end} 前 {before} 天
en: {table}.{field} is not more than {before} days before {end}

--- notAbove
shape: rows
kahn: plausibility atemporal
level: rule
parameters: field:column limit:column tolerance:number=0
applies: {fine(field)} IS NOT NULL AND {fine(limit)} IS NOT NULL AND {fine(limit)} > 0 AND {only}
fails: {fine(field)} > {fine(limit)} + {tolerance}
zh: {table}.{field} 不应高于 {limit}
en: {table}.{field} is not above {limit}

--- limitNotBooked
shape: query
kahn: conformance computational
level: rule
parameters: field:column quantity:column excess:column item:column tolerance:number=0.01
units: SELECT {person} AS person, {src_file} AS src_file, {src_row} AS src_row,
  coalesce({money(excess)}, 0) = 0 AND {fine(field)} > l.price + {tolerance} AS bad FROM {@table} AS t JOIN
  (SELECT {item} AS k, max({fine(field)} - {fine(excess)} / {fine(quantity)}) AS price FROM {@table} AS t
  WHERE {fine(excess)} > 0 AND {fine(quantity)} > 0 AND {fine(field)} > 0 GROUP BY 1) AS l ON l.k = {item}
  WHERE {fine(field)} > 0 AND {num(quantity)} > 0 AND {only}
zh: 单价高于同一 {item} 其他明细所用的限价时，应计超限价自费（{excess}）
en: a price above the limit that other lines of its {item} apply is booked as above the limit ({excess})

--- negativeWithoutRefund
shape: rows
kahn: plausibility atemporal
level: rule
parameters: field:column original:column
applies: {num(field)} IS NOT NULL AND {blankless(original)} IS NULL AND {only}
fails: {num(field)} < 0
zh: 不是退费的明细，{field} 不应为负
en: {field} of a line that is no refund is not negative

# What is missing counts as nothing in the sums: a condition would be moved below the grouping, where every row is looked up twice.
--- siteExcess
shape: query
kahn: plausibility atemporal
level: rule
parameters: field:column pattern:pattern excess:number=0.3 minimum:integer=50
join visit: SELECT {visit_occurrence.visit_occurrence_id} AS k, min({visit_occurrence.care_site_id}) AS site FROM {@visit_occurrence} GROUP BY 1 ON {visit}.k = {t.visit_occurrence_id}
units: SELECT 1.0 * g.hits / g.n - {excess} > 1.0 * (sum(g.hits) OVER () - g.hits) / (sum(g.n) OVER () - g.n) AS bad FROM
  (SELECT s.site, CAST(sum(s.known) AS BIGINT) AS n, CAST(sum(CASE WHEN s.hit THEN s.known ELSE 0 END) AS BIGINT) AS hits FROM
  (SELECT t.site, CASE WHEN {missing(field)} THEN 0 ELSE t.n END AS known, {matches(field, pattern)} AS hit FROM
  (SELECT {visit.site} AS site, {field}, count(*) AS n FROM {@table} AS t{joined} WHERE {only} GROUP BY 1, 2) AS t) AS s
  GROUP BY 1 HAVING count(s.site) > 0 AND sum(s.known) >= {minimum}) AS g QUALIFY sum(g.n) OVER () > g.n
failing: SELECT CAST(NULL AS VARCHAR) AS person, {src_file} AS src_file, {src_row} AS src_row FROM {@table} AS t{joined}
  JOIN (SELECT x.site FROM (SELECT g.site,
  1.0 * g.hits / g.n - {excess} > 1.0 * (sum(g.hits) OVER () - g.hits) / nullif(sum(g.n) OVER () - g.n, 0) AS bad FROM
  (SELECT s.site, CAST(sum(s.known) AS BIGINT) AS n, CAST(sum(CASE WHEN s.hit THEN s.known ELSE 0 END) AS BIGINT) AS hits FROM
  (SELECT t.site, CASE WHEN {missing(field)} THEN 0 ELSE t.n END AS known, {matches(field, pattern)} AS hit FROM
  (SELECT {visit.site} AS site, {field}, count(*) AS n FROM {@table} AS t{joined} WHERE {only} GROUP BY 1, 2) AS t) AS s
  GROUP BY 1 HAVING count(s.site) > 0 AND sum(s.known) >= {minimum}) AS g) AS x WHERE x.bad) AS b ON b.site = {visit.site} WHERE {matches(field, pattern)} AND {only}
zh: 任一机构 {table}.{field} 中此类取值的比例不应高出其他机构 {excess} 以上
en: no site has a share of such values in {table}.{field} that is more than {excess} above that of the others

--- priceSpread
shape: query
kahn: plausibility atemporal
level: rule
parameters: field:column item:column factor:number=10 minimum:integer=20
units: SELECT {person} AS person, {src_file} AS src_file, {src_row} AS src_row,
  {num(field)} > {factor} * g.typical OR {num(field)} * {factor} < g.typical AS bad FROM {@table} AS t JOIN
  (SELECT {item} AS k, exp(avg(ln({num(field)}))) AS typical FROM {@table} AS t WHERE {num(field)} > 0 GROUP BY 1 HAVING count(*) >= {minimum}) AS g
  ON g.k = {item} WHERE {num(field)} > 0 AND {only}
zh: {table}.{field} 不应偏离同一 {item} 的几何均价 {factor} 倍以上
en: {table}.{field} is within {factor} times the geometric mean of its {item}

--- mixedUnits
shape: query
kahn: plausibility atemporal
level: rule
parameters: field:column unit:column unitConcept:column item:column itemConcept:column
units: SELECT x.person, x.src_file, x.src_row, x.unit <> g.unit AS bad FROM
  (SELECT {person} AS person, {src_file} AS src_file, {src_row} AS src_row,
  CASE WHEN {itemConcept} > 0 THEN CAST({itemConcept} AS VARCHAR) ELSE {item} END AS k,
  CASE WHEN {unitConcept} > 0 THEN CAST({unitConcept} AS VARCHAR) ELSE lower({unit}) END AS unit
  FROM {@table} AS t WHERE {field} IS NOT NULL AND {only}) AS x JOIN
  (SELECT k, unit FROM (SELECT c.k, c.unit, row_number() OVER (PARTITION BY c.k ORDER BY c.n DESC, c.unit) AS place FROM
  (SELECT CASE WHEN {itemConcept} > 0 THEN CAST({itemConcept} AS VARCHAR) ELSE {item} END AS k,
  CASE WHEN {unitConcept} > 0 THEN CAST({unitConcept} AS VARCHAR) ELSE lower({unit}) END AS unit, count(*) AS n
  FROM {@table} AS t WHERE {field} IS NOT NULL AND {only} AND ({unitConcept} > 0 OR NOT {missing(unit)}) GROUP BY 1, 2) AS c) AS r
  WHERE r.place = 1) AS g ON g.k = x.k WHERE x.unit IS NOT NULL AND x.unit <> ''
zh: 同一检验项目的结果应为同一单位（以该项目最常见的单位为准）；否则须在映射中逐行换算
en: results of one item are in one unit (the item's commonest); convert them row by row in the mapping otherwise

--- beforeOther
shape: rows
kahn: plausibility temporal
level: rule
parameters: field:column key:column otherTable:table otherKey:column@otherTable otherField:column@otherTable days:integer=0
join other: SELECT {key(otherKey)} AS k, min({date(otherField)}) AS d FROM {@otherTable} GROUP BY 1 ON {other}.k = {key(key)}
applies: {date(field)} IS NOT NULL AND {other}.d IS NOT NULL AND {only}
fails: {date(field)} > {other}.d + {days}
zh: {table}.{field} 不应晚于 {otherTable}.{otherField} 后 {days} 天
en: {table}.{field} is not later than {days} days after {otherTable}.{otherField}

--- agrees
shape: rows
kahn: plausibility atemporal
level: rule
parameters: field:column key:column otherTable:table otherKey:column@otherTable otherField:column@otherTable
join other: SELECT {key(otherKey)} AS k, min({text(otherField)}) AS v FROM {@otherTable} WHERE NOT {missing(otherField)} GROUP BY 1
  HAVING count(DISTINCT {text(otherField)}) = 1 ON {other}.k = {key(key)}
applies: NOT {missing(field)} AND {other}.v IS NOT NULL AND {only}
fails: {text(field)} <> {other}.v
zh: {table}.{field} 应与 {otherTable}.{otherField} 一致
en: {table}.{field} agrees with {otherTable}.{otherField}

--- futureDate
shape: query
kahn: plausibility temporal
level: rule
parameters: field:column share:number=0.05 days:integer=31
units: SELECT {person} AS person, {src_file} AS src_file, {src_row} AS src_row, {date(field)} > l.closing + {days} AS bad FROM {@table} AS t
  CROSS JOIN (SELECT max(m.closing) AS closing FROM (SELECT last_day({date(field)}) AS closing, count(*) AS n FROM {@table} AS t
  WHERE {date(field)} IS NOT NULL GROUP BY 1) AS m CROSS JOIN (SELECT max(b.n) AS busiest FROM (SELECT count(*) AS n FROM {@table} AS t
  WHERE {date(field)} IS NOT NULL GROUP BY last_day({date(field)})) AS b) AS x WHERE m.n >= {share} * x.busiest) AS l
  WHERE {date(field)} IS NOT NULL AND {only}
counts: WITH d AS MATERIALIZED (SELECT {date(field)} AS day, count(*) AS n, count(*) FILTER (WHERE {only}) AS judged FROM {@table} AS t
  WHERE {date(field)} IS NOT NULL GROUP BY 1), m AS (SELECT last_day(d.day) AS closing, sum(d.n) AS n FROM d GROUP BY 1),
  l AS (SELECT max(m.closing) AS closing FROM m WHERE m.n >= {share} * (SELECT max(m.n) FROM m))
  SELECT coalesce(sum(d.judged), 0), coalesce(sum(d.judged) FILTER (WHERE d.day > l.closing + {days}), 0) FROM d CROSS JOIN l
zh: {table}.{field} 不应晚于数据末月（记录数不低于最多月份 {share} 倍的最后一月）后 {days} 天
en: {table}.{field} is not later than {days} days after the last month of data (the last with at least {share} of the busiest month)

--- monthShift
shape: series
kahn: plausibility temporal
level: rule
parameters: field:column value:column? by:column? sd:number=3 months:integer=12 change:number=0.2
units: SELECT extract(YEAR FROM {date(field)}) * 12 + extract(MONTH FROM {date(field)}) - 1 AS month, count(*) AS n,
  CAST(avg({num(value)}) AS DOUBLE) AS mean, coalesce({text(by)}, '') AS site FROM {@table} AS t
  WHERE {date(field)} IS NOT NULL AND {only} GROUP BY 1, 4 ORDER BY 4, 1
zh: {table} 的月记录数与月均值不应偏离此前 {months} 个月均值 {sd} 个标准差且相差 {change} 倍以上
en: monthly volume and mean of {table} stay within {sd} SD or a share of {change} of the {months} months before

--- benford
shape: series
kahn: plausibility atemporal
level: rule
parameters: field:column limit:number=0.015 minimum:integer=1000
units: SELECT CASE WHEN substr({text(field)}, 1, 1) BETWEEN '1' AND '9' THEN substr({text(field)}, 1, 1)
  ELSE regexp_extract({text(field)}, '[1-9]', 0) END AS digit, count(*) AS n FROM {@table} AS t
  WHERE {num(field)} >= 1 AND {only} GROUP BY 1 ORDER BY 1
zh: {table}.{field} 的首位数字分布与 Benford 律的平均绝对偏差不应超过 {limit}
en: first digits of {table}.{field} deviate from Benford's law by no more than {limit} on average
