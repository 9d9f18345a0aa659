-- The clock of a duration level, written once more in SQL from the rules alone.
--
-- A calendar is a table of minutes, each open or not; everything else follows by window
-- functions. Given are the tables `events`, `sites`, `calendars`, `weeks`, `hours`, `holidays`,
-- `closures`, `openings`, `targets` and, with one row, `terms`. The answer is the table `judged`.
-- Hours of a calendar begin and end on whole minutes.

-- Calendars ------------------------------------------------------------------------------------

create table owners as -- each local date with the week that is in force on it
with dates as (
  select calendar, unnest(generate_series(first, last, interval 1 day))::date as day
  from calendars
)
select calendar, day, max(layer) as layer
from dates join weeks using (calendar)
where day between weeks.first and weeks.last
group by all;

create table open_local as -- every open minute, on the wall clock
with shifts as (
  select calendar, day as owner,
    unnest(generate_series(hours.begin_minute, hours.end_minute - 1)) as minute
  from owners join hours using (calendar, layer)
  where hours.weekday = isodow(day)
),
planned as (
  select calendar, holiday_scope, owner, owner::timestamp + to_minutes(minute) as local
  from shifts join calendars using (calendar)
)
select calendar, local from planned
where not exists (
    from holidays
    where holidays.calendar = planned.calendar
      and holidays.day = if(holiday_scope = 'shift_start', owner, local::date))
  and not exists (
    from closures
    where closures.calendar = planned.calendar and closures.day = local::date
      and local >= closures.day::timestamp + to_minutes(begin_minute)
      and local < closures.day::timestamp + to_minutes(end_minute))
union
select calendar,
  unnest(generate_series(
    day::timestamp + to_minutes(begin_minute), day::timestamp + to_minutes(end_minute - 1),
    interval 1 minute))
from openings;

create table minutes as -- every minute of UTC, with the open seconds before it
with span as (
  select min(moment) // 60 - 3 * 1440 as lo,
    greatest(max(moment), (select as_of from terms)) // 60 + 60 * 1440 as hi
  from events
),
every_minute as (
  select calendar, zone, unnest(generate_series(lo, hi)) as minute from calendars, span
),
seen as (
  select calendar, minute, timezone(zone, to_timestamp(minute * 60)) as local from every_minute
)
select seen.calendar, minute, seen.local, open_local.local is not null as is_open,
  (60 * (count(open_local.local) over earlier - is_open::int))::bigint as before
from seen left join open_local
  on open_local.calendar = seen.calendar and open_local.local = seen.local
window earlier as (
  partition by seen.calendar order by minute rows between unbounded preceding and current row);

create table walls as -- the first minute at which the wall clock has reached a time
with reached as (
  select calendar, minute, max(local) over (partition by calendar order by minute) as local
  from minutes
)
select calendar, local, min(minute) as minute from reached group by calendar, local;

create table business_days as
select calendar, local::date as day, 60 * min(minute) as opens, 60 * (max(minute) + 1) as closes,
  row_number() over (partition by calendar order by local::date) as number
from minutes where is_open group by calendar, local::date;

create macro opened(one, instant) as -- open seconds until an instant, from anywhere
  one.before + if(one.is_open, instant - 60 * one.minute, 0);

create macro shown(place, instant) as timezone(place, to_timestamp(instant));

-- Rows -----------------------------------------------------------------------------------------

create table roles as
with effects as (
  select distinct effect, split_part(effect, ' ', 1) as action, split_part(effect, ' ', 2) as name
  from events
),
-- A pause that is also resumed runs beside the status, until then or until the clock stops.
named as (
  select *, action in ('pause', 'resume')
    and exists (from effects other where other.effect = 'resume ' || effects.name) as is_beside
  from effects
)
select effect, name, is_beside, is_beside and action = 'pause' as begins,
  case when effect = 'event reported' then 0
    when effect = 'event reopened' or action = 'open' then 1
    when action = 'pause' then 2 when action = 'resume' then 3 when action = 'event' then 4
    when action = 'exclude' then 5 else 6 end as place,
  action = 'event' and list_contains(starts, name) as is_start,
  action = 'event' and list_contains(stops, name) as is_stop,
  is_start or action = 'open' or (action = 'pause' and not is_beside)
    or effect = 'event reopened' as is_wake,
  is_beside or action = 'ignore' as is_ignored,
  case when action <> 'pause' then 'running'
    when list_contains(pauses, name) then 'paused' else 'not_honoured' end as held
from named, terms;

create table lines as -- what is known of each ticket, in order
with known as (
  select ticket, moment, priority, is_start, is_stop, is_wake, is_ignored, held, begins,
    if(is_beside, name, null) as beside,
    row_number() over (
      partition by ticket order by moment, place, name, coalesce(priority, '')) as n
  from events join roles using (effect), terms where moment <= as_of
)
select ticket, calendar, zone, moment, n, is_start, is_stop, is_wake, beside, begins,
  last_value(priority ignore nulls) over story as priority,
  coalesce(last_value(if(is_ignored, null, held) ignore nulls) over story, 'running') as held,
  coalesce(lead(moment) over (partition by ticket order by n), as_of) as until
from known join sites using (ticket) join calendars using (calendar), terms
window story as (
  partition by ticket order by n rows between unbounded preceding and current row);

create table begins as -- where each ticket's clock starts: nowhere, if `begin` is null
select ticket, max(n) as last, min(n) filter (is_start or (implicit and n = 1)) as begin,
  bool_or(implicit and n = 1 and is_stop) as blind
from lines, (
  select list_contains(starts, 'reported')
    and not exists (from events where effect = 'event reported') as implicit
  from terms)
group by ticket;

create table early as -- tickets whose record has its stop before its start
select ticket,
  coalesce(max(n) filter (is_stop), 0) > coalesce(max(n) filter (is_wake), 0) as backward
from lines join begins using (ticket) where n < begin group by ticket;

-- Episodes -------------------------------------------------------------------------------------

create table turns as -- stops, and what undoes them, in turn
with begun as (
  select lines.*, begins.begin, first.moment as begin_at
  from lines join begins using (ticket)
    join lines first on first.ticket = begins.ticket and first.n = begins.begin
),
-- Stamps of one second have no order: a stop in the second of the start comes after it, and
-- another start in it undoes nothing.
candidates as (
  select * from begun
  where ((is_stop or is_wake) and n > begin
      and not (moment = begin_at and is_start and not is_stop))
    or (is_stop and moment = begin_at)
)
select ticket, calendar, zone, n, moment, is_stop
from candidates, terms
qualify if(final_stop,
  is_stop and row_number() over (partition by ticket, is_stop order by n) = 1,
  is_stop <> lag(is_stop, 1, false) over (partition by ticket order by n));

create table comebacks as -- reopenings, each with the last instant at which it is one
with pairs as (
  select *, lag(moment) over (partition by ticket order by n) as stop from turns
),
back as (
  select pairs.*, date_trunc('minute', shown(zone, stop)) + to_days(window_amount::int) as wanted,
    shown(zone, stop)::date as day
  from pairs, terms where not is_stop
),
timed as (
  select back.*, opened(b, moment) - opened(a, stop) as passed,
    60 * walls.minute + if(walls.local = wanted, stop % 60, 0) as same_time
  from back
    join minutes a on a.calendar = back.calendar and a.minute = stop // 60
    join minutes b on b.calendar = back.calendar and b.minute = moment // 60
    asof left join walls on walls.calendar = back.calendar and back.wanted <= walls.local
)
select timed.ticket, timed.n, timed.moment,
  on_reopen = 'new_episode' or case window_unit
    when 'seconds' then passed > window_amount
    when 'business_days' then timed.moment > due.closes
    else timed.moment > same_time end as is_fresh
from timed cross join terms
  asof join business_days zero on zero.calendar = timed.calendar and timed.day <= zero.day
  left join business_days due
    on due.calendar = timed.calendar and due.number = zero.number + window_amount;

create table episodes as
with parts as (
  select ticket, begin as n, 1 as episode from begins where begin is not null
  union all
  select ticket, n, 1 + row_number() over (partition by ticket order by n)
  from comebacks where is_fresh
),
inner_turns as (
  select turns.ticket, turns.n, turns.moment, turns.is_stop,
    1 + count(*) filter (is_fresh) over (partition by turns.ticket order by turns.n) as episode,
    coalesce(is_fresh, false) as is_fresh
  from turns left join comebacks using (ticket, n)
),
ends as (
  select ticket, episode, min(moment) filter (is_stop) as first_stop,
    if(last(is_stop order by n), max(moment), null) as last_stop,
    bool_or(first_only) or last(is_stop order by n) as stopped,
    if(bool_or(first_only), min(n) filter (is_stop), max(n)) as stop_n
  from inner_turns, (select on_reopen = 'first_stop' as first_only from terms)
  where not is_fresh group by ticket, episode
)
select parts.ticket, episode, lines.calendar, lines.zone, parts.n as begin,
  lines.moment as start, first_stop,
  last_stop, coalesce(stopped, false) as stopped,
  if(coalesce(stopped, false), greatest(stop_n, parts.n), last + 1) as end_n,
  if(coalesce(stopped, false), greatest(stop_n, parts.n), last) as last_n,
  if(coalesce(stopped, false), stop_line.moment, null) as stop,
  coalesce(stop, as_of) as until,
  episode = 1 and (blind or (coalesce(backward, false) and first_stop is null)) as doubtful
from parts join begins using (ticket)
  join lines on lines.ticket = parts.ticket and lines.n = parts.n
  left join ends using (ticket, episode)
  left join lines stop_line on stop_line.ticket = parts.ticket and stop_line.n = stop_n
  left join early on early.ticket = parts.ticket, terms;

-- Slices ---------------------------------------------------------------------------------------

create table waits as -- pauses beside the status: the reasons that are on after each row
with reasons as (
  select distinct beside as reason from lines where beside is not null
),
marks as (
  select ticket, n, beside as reason, begins as is_on from lines where beside is not null
  union all
  select ticket, n, reason, false from turns, reasons where is_stop
),
states as (
  select lines.ticket, lines.n, reasons.reason, is_on
  from lines cross join reasons
    asof join marks
    on marks.ticket = lines.ticket and marks.reason = reasons.reason and lines.n >= marks.n
)
select ticket, n, bool_or(list_contains(pauses, reason)) as is_honoured
from states, terms where is_on group by ticket, n;

create table slices as
with closed as ( -- from a stop to what undoes it
  select ticket, n as first, lead(n) over (partition by ticket order by n) - 1 as last, is_stop
  from turns
),
parts as (
  select episodes.ticket, episode, lines.calendar, lines.n, lines.moment, lines.until,
    case when closed.ticket is not null then 'closed'
      when held = 'paused' or is_honoured then 'paused'
      when held = 'not_honoured' or waits.ticket is not null then 'not_honoured'
      else 'running' end as kind
  from episodes
    join lines on lines.ticket = episodes.ticket and lines.n >= begin and lines.n < end_n
    left join closed on closed.ticket = lines.ticket and closed.is_stop
      and lines.n between closed.first and coalesce(closed.last, end_n)
    left join waits on waits.ticket = lines.ticket and waits.n = lines.n
)
select parts.*, opened(b, until) - opened(a, moment) as seconds, opened(a, moment) as open_before,
  kind in ('running', 'not_honoured') or (kind = 'closed' and on_reopen = 'count_closed')
    as counts,
  coalesce(sum(if(counts, seconds, 0)) over (
    partition by ticket, episode order by n
    rows between unbounded preceding and 1 preceding), 0)::bigint as used
from parts
  join minutes a on a.calendar = parts.calendar and a.minute = moment // 60
  join minutes b on b.calendar = parts.calendar and b.minute = until // 60, terms;

create table sums as
select ticket, episode,
  coalesce(sum(seconds) filter (counts), 0)::bigint as elapsed,
  coalesce(sum(seconds) filter (kind = 'paused'), 0)::bigint as paused,
  coalesce(sum(seconds) filter (kind = 'not_honoured'), 0)::bigint as not_honoured,
  not last(counts order by n) as stands
from slices group by all;

-- Verdicts -------------------------------------------------------------------------------------

create table chosen as -- the target of each episode; -1 without one, null where nobody can tell
with held as (
  select episodes.ticket, episode, n, priority, amount, n = last_n as is_last
  from episodes join lines on lines.ticket = episodes.ticket and n between begin and last_n
    left join targets using (priority)
)
select ticket, episode, case
    when (select single from terms) is not null then (select single from terms)
    when (select priority_change from terms) = 'strictest' then
      coalesce(min(amount), if(count(priority) > 0, -1, null))
    when (select priority_change from terms) = 'at_start' then
      if(count(priority) > 0, coalesce(
        first(struct_pack(amount) order by n) filter (priority is not null).amount, -1), null)
    else if(bool_or(is_last and priority is not null),
      coalesce(any_value(amount) filter (is_last), -1), null) end as amount
from held group by ticket, episode;

create table budgets as -- a target in business days is a day, and the service time until then
with receipts as (
  select ticket, episode, calendar, start, amount, shown(zone, start) as local,
    episodes.start // 60 as minute
  from episodes join chosen using (ticket, episode) where amount > 0
),
zeros as (
  select receipts.*, day_rule, zero.number + coalesce(
      zero.day = local::date and epoch(local - local::date::timestamp) > cutoff, false)::int as zero
  from receipts cross join terms
    asof join business_days zero
    on zero.calendar = receipts.calendar and receipts.local::date <= zero.day
  where unit = 'business_days'
),
days as (
  select zeros.*, if(day_rule = 'next_opening', after.opens, due.closes) as earliest
  from zeros
    join business_days due on due.calendar = zeros.calendar and due.number = zero + amount
    join business_days after on after.calendar = due.calendar and after.number = due.number + 1
)
select ticket, episode, earliest, opened(b, earliest) - opened(a, start) as budget
from days
  join minutes a on a.calendar = days.calendar and a.minute = days.minute
  join minutes b on b.calendar = days.calendar and b.minute = earliest // 60;

create table reached as -- where the service time is used up: in a slice, or after the last one
with wanted as (
  select ticket, episode, calendar, until, stopped, elapsed, coalesce(stands, false) as stands,
    earliest, coalesce(budget, amount) as amount
  from episodes join chosen using (ticket, episode)
    left join sums using (ticket, episode) left join budgets using (ticket, episode)
  where amount > 0
),
inside as (
  select ticket, episode, min_by(open_before + amount - used, n) as aim
  from wanted join slices using (ticket, episode)
  where counts and used + seconds >= amount and amount > 0
  group by all
),
aims as (
  select wanted.*, coalesce(aim,
    if(stands and not stopped, null,
      opened(m, until) + wanted.amount - coalesce(elapsed, 0))) as aim
  from wanted left join inside using (ticket, episode)
    join minutes m on m.calendar = wanted.calendar and m.minute = until // 60
),
open_minutes as (from minutes where is_open)
select ticket, episode, case
    when earliest is null then 60 * minute + aim - before
    when amount <= 0 then earliest
    else greatest(earliest, if(aim is null, null, 60 * minute + aim - before))
      + if(aim is null, null, 0) end as due
from aims asof left join open_minutes
  on open_minutes.calendar = aims.calendar and aims.aim > before;

create table judged as
with found as (
  select episodes.*, amount, due, coalesce(elapsed, 0) as elapsed, coalesce(paused, 0) as paused,
    coalesce(not_honoured, 0) as not_honoured,
    case when unit = 'seconds' then if(strict, elapsed >= amount, elapsed > amount)
      else coalesce(if(strict, until >= due, until > due), false) end as late
  from episodes left join chosen using (ticket, episode) left join sums using (ticket, episode)
    left join reached using (ticket, episode), terms
)
select ticket, episode, case
    when doubtful or amount is null then 'unscorable' when amount = -1 then 'no_target'
    when late then if(stopped, 'missed', 'missed_open')
    else if(stopped, 'met', 'pending') end as verdict,
  start, first_stop, if(verdict = 'unscorable', null, stop) as stop, last_stop,
  if(verdict in ('unscorable', 'no_target'), null, due) as due,
  if(verdict in ('unscorable', 'no_target'), null, elapsed) as elapsed,
  if(verdict in ('unscorable', 'no_target'), null, paused) as paused,
  if(verdict in ('unscorable', 'no_target'), null, not_honoured) as not_honoured
from found
union all
select ticket, 1, 'unscorable', null, null, null, null, null, null, null, null
from begins where begin is null;
