-- Which plans are behind, by how much, and on whose latest evidence; of what `collect.py` wrote into the folder out.
WITH told AS (
    SELECT plan.path AS plan, as_of, targets, target.id AS id, measured, parts
    FROM read_json('out/**/*.json', maximum_object_size = 1000000000, columns = {
        plan: 'STRUCT(path VARCHAR)', as_of: 'VARCHAR', targets: 'STRUCT(
            id VARCHAR, unit VARCHAR, kind VARCHAR, sum VARCHAR, status VARCHAR, baseline VARCHAR, goal VARCHAR,
            stretch VARCHAR, interim STRUCT(goal VARCHAR)[], named VARCHAR, unnamed VARCHAR,
            actual DOUBLE, planned DOUBLE, days BIGINT)[]',
        target: 'STRUCT(id VARCHAR)',
        measured: 'STRUCT(last VARCHAR, line BIGINT, decision VARCHAR, source VARCHAR)',
        parts: 'STRUCT(added DOUBLE, role VARCHAR,
            record STRUCT(last VARCHAR, line BIGINT, decision VARCHAR, source VARCHAR),
            withdrawal STRUCT(last VARCHAR, line BIGINT, decision VARCHAR, source VARCHAR),
            weighed STRUCT(last VARCHAR, line BIGINT, decision VARCHAR, source VARCHAR))[]'})
),
-- An actual rests on its latest total, and on what the items since then add to it or take off.
moving AS (
    SELECT * FROM (SELECT plan, as_of, id, unnest(parts) AS part FROM told) WHERE part.added <> 0
),
resting AS (
    SELECT plan, as_of, id, measured AS record FROM told
    UNION ALL
    SELECT plan, as_of, id, unnest(CASE part.role
        WHEN 'withdrawn' THEN [part.withdrawal]
        WHEN 'counts' THEN [part.record, part.weighed]
        ELSE [coalesce(part.weighed, part.record)] END)
    FROM moving
),
-- A date may be no more than a year: `last` is always a day. Of one day the record that stands last in the file.
proved AS (
    SELECT plan, id, max(record.last) AS evidence_of,
        max_by(coalesce(record.decision, record.source), (record.last, record.line)) AS evidence
    FROM resting
    WHERE coalesce(record.decision, record.source) IS NOT NULL AND record.last <= as_of
    GROUP BY ALL
),
-- How far that is, as `status` says it: of items the whole ones, else with a decimal more than the plan's own numbers.
late AS (
    SELECT plan, one.*, one.planned - one.actual AS missing,
        CASE WHEN one.kind IS NULL OR one.sum IS NOT NULL THEN 1 + list_max([coalesce(length(split_part(
            number, '.', 2)), 0) FOR number IN [one.baseline, one.goal, one.stretch, one.named, one.unnamed]
            || [step.goal FOR step IN one.interim]]) ELSE 0 END AS places
    FROM (SELECT plan, unnest(targets) AS one FROM told)
),
sized AS (
    SELECT *, CASE WHEN places = 0 THEN format('{:,}', floor(abs(missing))::BIGINT)
        ELSE regexp_replace(format('{:,.{}f}', abs(missing), places), '\.?0+$', '') END AS size
    FROM late
)
SELECT
    plan,
    id AS target,
    status,
    CASE WHEN days IS NULL THEN NULL WHEN missing = 0 THEN 'as planned' ELSE concat(
        CASE size WHEN '0' THEN format('<{:.{}f}', power(10, -places), places) ELSE size END,
        CASE WHEN goal::DOUBLE >= baseline::DOUBLE THEN if(missing > 0, ' short', ' ahead')
        ELSE if(missing < 0, ' above', ' below') END) END AS to_plan,
    unit,
    days,
    evidence_of,
    evidence
FROM sized LEFT JOIN proved USING (plan, id)
ORDER BY days, plan, id;
