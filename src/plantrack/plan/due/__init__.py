"""What is late and what is next: of items by their expected dates, of targets by their goals.

In: a view, and which things are asked for. Out: a report, a NamedTuple whose fields are the keys of its JSON.

goals     the interim goals and due dates of targets, as far as they are late or next
lines     one thing that is due, as data
report    what `due` answers: what is late, next and put off, and where each target would be by its due date
undated   which items have no expected date for the next stage that a target counts
"""
