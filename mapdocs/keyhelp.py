"""What each key is, in a line: editors show it where the pointer rests, by way of the JSON Schemas."""

from __future__ import annotations

_TABLE = """
Deal
  plan_name         What the plan is called, in the buyer's word. Default: Mutual Action Plan.
  playbook          The playbook whose phases and tasks the plan starts from. Without one: only those of this file.
  state             Whether the deal is being worked on: open, on-hold, won or lost.
  locale            Language and formats, such as en-GB or de-AT. Default: by the buyer's country.
  currency          Three letters, such as GBP. Default: by the buyer's country.
  amount            Contract value a year. Internal; conditions read it.
  industry          Such as financial-services. Internal; conditions read it.
  size              Such as enterprise or mid-market. Internal; conditions read it.
  use_case          Such as fraud-analytics. Conditions and phase texts read it.
  regions           Where the buyer's data is, such as [UK, EU]. Conditions read it.
  tags              Words that conditions read. Internal.
  theme             The look of the documents. Default: default.
  start             Nothing of the plan lies before this day. Default: the day of the first build.
  buffer            Kept free before go-live: 10% (default), business days such as 5bd, or 0.
  forecast          hold: nothing is expected earlier than agreed. pull: work starts as early as it can.
  progress          retained: started work still waits for its links. override: it doesn't.
  confidential      Whether the footer says so. Default: true.
  crm               What the CRM knows. Internal.
  buyer             The company that buys.
  seller            The company that sells; most of it comes from the workspace.
  calendars         Further calendars by name, for calendar: of a task.
  go_live           The day by which the buyer must be live, and why that day.
  signature         The id of the task that is the signature. Default: the one with role: signature.
  value             Why the buyer does this, in the buyer's words.
  people            Who is who on both sides, by id.
  success_criteria  What both sides call a success, by id.
  phases            Changes to the playbook's phases, and own ones, by id, in the order of work. null takes one out.
  tasks             Changes to the playbook's tasks, and own ones, by id. null takes one out.
  risks             What may go wrong, by id. Internal unless audience: all.
  decisions         What must be decided, by whom and when, by id.
  resources         Things to read.
  meetings          How often both sides meet, and the next meeting.
  log               What happened, newest last. Internal unless audience: all.
  internal          Your own view. Never in a buyer's edition.
  google            Where the co-edited document lives, and who may open it.
Party
  name         The full name, as on the contract.
  short        The name for running text. Default: name.
  country      Two letters, such as GB: public holidays; the buyer's also gives language, currency and paper size.
  subdivision  Where public holidays differ inside the country, such as ENG or BY.
  logo         An .svg or .png file beside the deal file, at most 1 MiB.
  lead         Who leads on this side: an id under people.
  calendar     Working days. Default: Monday to Friday with the country's public holidays.
  closures     Days on which nobody works.
  freezes      Days on which tasks with certain tags stop.
Calendar
  work_days  Of mon to sun. Default: Monday to Friday.
  holidays   Whose public holidays are off, such as GB-ENG; none for no holidays.
  closures   Days off: a day, or from and to.
  freezes    Days off for tasks with a tag.
  only       A list of days: on no other day can anything take place.
Closure
  from   The first day.
  to     The last day. Default: the first.
  name   What it is called in the document.
  binds  Only tasks with one of these tags stop.
State
  is   open, on-hold, won or lost.
  why  The reason. Internal.
Crm
  opportunity  The CRM's id of the deal.
  stage        The CRM's stage.
  close_date   The CRM's close date.
  owner        Who owns it: an id under people.
GoLive
  date  The day by which the buyer must be live. Without it the plan runs forward, and page one asks for it.
  why   The event behind that day, in the buyer's words.
  at    end: live by the end of that day. morning: live when it begins.
Value
  problem        What does not work today.
  current_state  How it is done now.
  future_state   How it will be.
  objective      One sentence: buyer, seller, outcome, date. Default: made from the parts.
  summary        Markdown, three to four sentences. Default: made by the playbook's value summary.
  impact         What changes, for whom.
  drivers        Reasons with numbers, by id.
  investment     What the buyer pays and spends.
  cost_of_delay  Which drivers count when waiting is put into money: confirmed ones, always all, never any.
Impact
  users         For the people who use it.
  customers     For the buyer's own customers.
  productivity  For the work that gets done.
  margin        For what is left at the end.
ValueDriver
  metric      What is measured.
  unit        Such as h or %.
  per         The period that today and target are counted in. Default: year.
  today       The value now.
  target      The value to reach.
  unit_value  What one unit is worth.
  worth       Worth a year, instead of unit_value.
  kind        cash: money not spent, or coming in. capacity: time free for other work.
  ramp        How long until it is reached in full, such as 6 months.
  source      Where the number comes from.
  owner       A person, or role:x.
  confirmed   Who on the buyer's side confirmed it, and when.
  measured    What was measured since.
Confirmation
  by  Who said so: an id under people.
  on  The day.
Measure
  on  The day.
  is  The value on that day.
Investment
  once      One-off cost.
  yearly    Cost a year. Default: amount.
  effort    The buyer's own work, such as 45 days.
  audience  internal (default), or all: then buyers read price and payback.
Person
  name         First and last name.
  title        The job title.
  party        buyer or seller.
  role         The part in the deal, such as champion or economic-buyer; printed in polite words.
  asked_for    What the plan asks of this person.
  email        The mail address; printed with the person.
  phone        The telephone number; printed with the person.
  time_zone    Such as Europe/Berlin.
  until        The last day in this role.
  handed_to    Who takes over after that day: an id under people.
  cares_about  What matters to this person. Internal.
  unknown      true: a role that nobody is named for yet; the document asks who it will be.
Criterion
  what         What both sides call a success.
  measured_by  How it is measured.
  owner        A person, or role:x.
Phase
  title        The seller's word.
  buyer_title  The buyer's word, which is printed.
  exit         What must be true to go on.
  purpose      Why this phase, in a sentence or two.
  guidance     For the seller. Internal.
Task
  phase          The phase that it stands in.
  title          What it is called; a result rather than an activity.
  deliverable    What is handed over.
  done_when      How both sides know that it is done.
  why            Why it is needed.
  serves         The value drivers or success criteria that it is for.
  buyer          Who owns it on the buyer's side: a person, or role:x.
  seller         Who owns it on the seller's side: a person, or role:x.
  approver       Who must agree.
  contributors   Who works on it, too.
  informed       Who hears of it.
  effort         Hours or days asked of each side.
  duration       How long it takes: 5bd, 2w, 10cd, 0 for a milestone, or best, likely and worst.
  milestone      Whether a task of duration 0 stands at the finish (default) or the start of its day.
  after          What it waits for: "kick-off", "kick-off SS+2bd", or task, type, lag and lag_calendar.
  before         What waits for it: the same link, told from the other end.
  calendar       seller, buyer, both, or a calendar by name. Default: that of the side that owns it.
  tags           Words that freezes look at.
  due            The day on which it is wanted; agreed by both with agreed:.
  agreed         Who agreed the due date, and when.
  not_before     It cannot start before this day.
  deadline       It may never be later than this day.
  fixed          true: the due date stands against logic, and what it breaks is named.
  role           What the task is to the plan: signature, kick-off, decision, go-live or first-value.
  after_target   true: it comes after go-live.
  off_path       true: it does not hold go-live.
  status         not-started, in-progress, at-risk, blocked, done or cancelled.
  started        The day on which work began.
  finished       The day on which it was done.
  remaining      What is still to do, such as 4bd.
  audience       all (default), or internal: never in a buyer's edition.
  when           A condition; where it is false the task is left out of the plan.
  note           Markdown, for both sides.
  internal_note  Markdown, for the seller only.
  actions        The steps under it, by id.
Effort
  buyer   Asked of the buyer, such as 4h or 2d.
  seller  Asked of the seller, such as 4h or 2d.
Agreement
  on  The day on which it was agreed.
  by  Who agreed.
Action
  title     What is to be done.
  buyer     Who does it on the buyer's side.
  seller    Who does it on the seller's side.
  due       By which day.
  status    not-started, in-progress, at-risk, blocked, done or cancelled.
  audience  all (default) or internal.
Risk
  what        What may go wrong.
  owner       Who watches it: a person, or role:x.
  mitigation  What is done about it.
  likelihood  low, medium or high.
  impact      low, medium or high.
  audience    internal (default) or all.
Decision
  what      What is decided.
  owner     Who decides: a person, or role:x.
  by        By which day.
  why       What waits for it.
  decided   What was decided.
  on        The day on which it was decided.
  audience  all (default) or internal.
Resource
  title  What it is.
  url    Its web address, or mailto:.
Meetings
  cadence   How often, such as every Tuesday 10:00.
  next      The day of the next meeting.
  expected  What the next meeting should settle.
LogEntry
  on        The day.
  by        Who: an id under people.
  what      What happened. Internal.
  reason    What a buyer's edition may quote, with audience: all.
  task      The task that it is about.
  calendar  Whose working days it is about: buyer, seller, both, or a calendar of the deal.
  audience  internal (default) or all.
Internal
  forecast     Your forecast category.
  probability  Such as 0.7.
  notes        Your notes.
Google
  account   Which account to use.
  document  The document's id.
  share     Mail address to writer, commenter or reader; nobody else is given access.
Playbook
  title          What the playbook is called.
  version        Counted up when it changes.
  for            The deals that it suits.
  phases         Its phase templates, in the order of work.
  value_summary  quantified, narrative or gap: the template of page one's value summary.
  defaults       What tasks and meetings are where nothing else is said.
  links          Links between phases: every end of one before every start of the other.
Suits
  size      Sizes of deal.
  industry  Industries.
  use_case  Use cases.
Defaults
  duration  Of tasks that say none. Default: 5bd.
  buyer     The buyer's owner of tasks that name nobody, such as role:champion.
  seller    The seller's owner of tasks that name nobody, such as role:account-executive.
  cadence   How often both sides meet.
  buffer    Kept free before go-live, such as 10% or 5bd.
PhaseLink
  from  The phase that comes first.
  to    The phase that waits for it.
  lag   Days between them, such as 2bd.
PhaseTemplate
  title        The seller's word for the phase.
  buyer_title  The buyer's word, which is printed.
  exit         What must be true to go on.
  tasks        Its tasks, by id.
  guidance     For the seller; internal editions only.
WorkspaceFile
  seller     Your company, for every deal.
  people     Your people who are there in every deal, by id.
  theme      The look of your documents.
  calendars  Calendars for all deals, by name.
  google     Where co-edited documents live.
  defaults   Any other keys of a deal file, for the deals that don't say.
"""


def _read(table: str) -> dict[str, str]:
    """`Task.due` -> what it is; a line without indentation names the model of those below it."""
    found: dict[str, str] = {}
    model = ""
    for line in table.strip().splitlines():
        if not line.startswith(" "):
            model = line
        else:
            key, _, text = line.strip().partition(" ")
            found[f"{model}.{key}"] = text.strip()
    return found


HELP = _read(_TABLE)
