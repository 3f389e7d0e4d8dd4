-- Which plans are behind, by how much, and by whose latest evidence; of files that `collect` wrote into the folder out.
WITH promised AS (
    SELECT parse_filename(filename, true) AS plan, unnest(targets) AS promise
    FROM read_json('out/*.json', filename = true, columns = {targets: 'STRUCT(
        id VARCHAR, unit VARCHAR, kind VARCHAR, stages VARCHAR[], status VARCHAR,
        actual DOUBLE, planned DOUBLE, days BIGINT)[]'})
),
-- The columns of attributes differ from plan to plan, and a date may be no more than a year: `last` is always a day.
proved AS (
    SELECT parse_filename(filename, true) AS plan, kind, stage, target, last, coalesce(decision, source) AS evidence
    FROM read_csv('out/*.csv', filename = true, union_by_name = true, all_varchar = true, header = true)
    WHERE coalesce(decision, source) IS NOT NULL
)
SELECT
    promised.plan AS plan,
    promise.id AS target,
    round(promise.actual - promise.planned, 1) AS to_plan,
    promise.unit AS unit,
    promise.days AS days,
    max(last) AS evidence_of,
    max_by(evidence, last) AS evidence
FROM promised LEFT JOIN proved
    ON proved.plan = promised.plan
    AND (proved.target = promise.id OR proved.kind = promise.kind AND list_contains(promise.stages, proved.stage))
WHERE promise.status IN ('behind', 'missed')
GROUP BY ALL
ORDER BY days, promised.plan, promise.id;
