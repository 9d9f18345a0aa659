-- The audit of `contract.yaml` in SQL, with the calendar as a table of half hours.
-- Given is the view `log` with the columns of the generated file.

create table buckets as -- the hours of the calendar: each half hour is open or closed
with every as (
  select unnest(generate_series(0, 45263)) as bucket
),
shown as (
  select bucket, timezone('America/Chicago', to_timestamp(epoch_us(timestamptz
    '2026-06-01 05:00:00+00') / 1000000 + 1800 * bucket)) as local
  from every
),
asked as (
  select bucket, local, isodow(local) < 6
    and local::time >= time '07:30' and local::time < time '16:30'
    and local::date not in (
      '2026-09-07', '2026-11-11', '2026-11-26', '2026-11-27', '2026-12-24', '2026-12-25',
      '2027-01-01', '2027-01-18', '2027-02-15', '2027-05-31', '2027-01-27')
    and not (local::date = '2027-02-18' and local::time >= time '12:00') as is_open
  from shown
)
select bucket, strftime(local, '%Y-%m') as month, is_open::int as is_open,
  (sum(is_open::int) over (order by bucket))::int - is_open::int as nth
from asked;

create table states (state varchar, rank utinyint, wakes boolean, stops boolean, paused boolean);
-- In the order in which states of one second follow each other.
insert into states values
  ('New', 0, true, false, false), ('In Progress', 1, true, false, false),
  ('Reopened', 2, true, false, false), ('Awaiting Customer', 3, true, false, true),
  ('Awaiting Parts', 4, true, false, true), ('Vendor Backlog', 5, true, false, false),
  ('Assigned', 6, null, false, false), ('Closed', 7, null, false, false),
  ('Resolved', 8, false, true, false);

create table targets (priority varchar, place utinyint, acknowledge int, repair int);
insert into targets values
  ('1 - Critical', 1, 3600, 32400), ('2 - High', 2, 10800, 64800),
  ('3 - Moderate', 3, 21600, 129600);

create macro of(moment) as (moment - 1780290000) // 1800; -- 2026-06-01 00:00 in Chicago
create macro as_of() as 1814418000; -- 2027-07-01 00:00 in Chicago

create table sites as
select location, row_number() over (order by location)::utinyint as site
from log group by location;

create table lines as -- each change with the open seconds before it, in order
with coded as (
  select substr(number, 4)::int as number, site, epoch(changed_at)::int as moment, rank, wakes,
    place
  from log join states using (state) join targets using (priority) join sites using (location)
),
timed as (
  select coded.*, 1800 * nth + is_open * ((moment - 1780290000) % 1800) as opened
  from coded join buckets on bucket = of(moment)
)
select number, site, moment, rank, place, opened, rank in (3, 4) as paused,
  row_number() over story as n,
  lead(opened, 1, (select 1800 * nth from buckets where bucket = of(as_of()))) over story as until,
  coalesce(bool_or(rank = 6) over earlier, false) as acknowledged,
  -- Whether the ticket lay closed before this row, and whether it does after it.
  not coalesce(last_value(wakes ignore nulls) over earlier, true) as was_closed,
  if(wakes is null, was_closed, not wakes) as is_closed
from timed
window story as (partition by number order by moment, rank, place),
  earlier as (
    partition by number order by moment, rank, place
    rows between unbounded preceding and 1 preceding);

create table acknowledgement as
select any_value(site) as site, bool_or(rank = 6) as stopped, min(moment) as begin,
  min(opened) filter (rank = 0) as begin_at, min(place) as strictest,
  coalesce(min(opened) filter (rank = 6), any_value(closing)) - begin_at as elapsed
from lines, (select 1800 * nth as closing from buckets where bucket = of(as_of()))
where not acknowledged group by number;

create table fresh as -- reopenings after more than five business days: repairs of their own
with turns as (
  select number, n, moment, rank = 8 as is_stop,
    lag(moment) over (partition by number order by n) as stop
  from lines where (rank = 8 and not was_closed) or (rank <> 8 and was_closed and not is_closed)
),
days as (
  select local::date as day, row_number() over (order by local::date) as number,
    max(bucket) + 1 as closes
  from (select bucket, timezone('America/Chicago', to_timestamp(1780290000 + 1800 * bucket))
      as local from buckets where is_open = 1)
  group by local::date
)
select turns.number, n, moment from turns
  asof join days zero on timezone('America/Chicago', to_timestamp(stop))::date <= zero.day
  join days due on due.number = zero.number + 5
where not is_stop and moment > 1780290000 + 1800 * due.closes;

create table repair_lines as
select lines.*, 1 + coalesce(list_count(list_filter(ns, lambda x: x <= n)), 0) as episode,
  if(paused or is_closed, 0, until - opened) as counted
from lines left join (select number, list(n) as ns from fresh group by number) using (number);

create table repair as
with breaks as ( -- only where the clock stands still it must be followed row by row
  select distinct number from repair_lines where paused or (was_closed and not is_closed)
),
-- The strictest priority until the stop; none changes while a ticket lies closed.
strictest as (
  select number, episode, min(place) filter (not (is_closed and was_closed)) as place
  from repair_lines semi join breaks using (number) group by number, episode
),
straight as (
  select any_value(site) as site, bool_or(is_closed) as stopped, min(moment) as begin,
    min(opened) as begin_at, sum(counted) as elapsed, false as stands,
    min(place) filter (not (is_closed and was_closed)) as strictest
  from repair_lines anti join breaks using (number) group by number
),
summed as (
  select repair_lines.*, repair as target,
    (sum(counted) over (partition by number, episode order by n))::int as reached
  from repair_lines semi join breaks using (number)
    join strictest using (number, episode) join targets on targets.place = strictest.place
),
broken as (
  select any_value(site) as site, last(is_closed order by n) as stopped,
    min(moment) as begin, last(reached order by n) as elapsed, any_value(target) as target,
    last(paused order by n) as stands,
    min(opened + target - (reached - counted)) filter (reached >= target) as inside,
    coalesce(inside, if(stands and not stopped, null, coalesce(
      max(opened) filter (is_closed and not was_closed), any_value(closing))
      + any_value(target) - elapsed)) as due
  from summed, (select 1800 * nth as closing from buckets where bucket = of(as_of()))
  group by number, episode
)
select site, stopped, elapsed > repair as late, begin_at + repair as due, begin
from straight join targets on place = strictest
union all
select site, stopped, elapsed > target, due, begin from broken;

create table judged as
with every as (
  select 'acknowledgement' as level, site, stopped, elapsed > acknowledge as late,
    begin_at + acknowledge as due, begin
  from acknowledgement join targets on place = strictest
  union all
  select 'repair', site, stopped, late, due, begin from repair
),
placed as (
  select level, site, coalesce(due_in.month, begin_in.month) as month,
    case when late then if(stopped, 'missed', 'missed_open')
      else if(stopped, 'met', 'pending') end as verdict
  from every
    left join buckets due_in on due_in.is_open = 1 and due_in.nth = (due - 1) // 1800
    join buckets begin_in on begin_in.bucket = of(begin)
)
select level, month, location, verdict, tickets
from (
  select level, month, site, verdict, count(*) as tickets
  from placed where month < '2027-07' group by all
) join sites using (site);

create table bands (level varchar, below int, credit int);
insert into bands values
  ('acknowledgement', 95, 1), ('acknowledgement', 90, 2),
  ('repair', 90, 2), ('repair', 85, 5), ('repair', 75, 10);

create table credits as
with months as (
  select level, month, sum(tickets) filter (verdict = 'met') as met,
    sum(tickets) filter (verdict <> 'pending') as decided
  from judged group by level, month
),
banded as (
  select level, month, max(credit) as credit
  from months join bands using (level) where met * 100 < below * decided group by level, month
)
select coalesce(sum(1000 * credit), 0)::decimal(18, 2) as total from banded;
