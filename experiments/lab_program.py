"""A run of the training lab as a Python program that needs the engine and nothing of the page."""

from experiments.lab import task_of

PROGRAM = '''"""A run of Cliffwalk's training lab: {said}.

Save this file in the folder of the course that holds sim and widgets, and run it with Python and NumPy:
python {file} 200 makes 200 updates.
"""

import sys

from sim.training.rounding import RoundedTraining
from {module} import {task}
from sim.training.loop import Config
{text}
config = Config(
    task={task}({sizes}),
{arguments}
)
training = RoundedTraining(config)  # weights rounded to 20 bits, so that every machine makes the same run
losses, norms = [], []
for update in range(int(sys.argv[1]) if len(sys.argv) > 1 else 2000):
    record = training.advance()
    losses.append(float(record.loss[0]))
    norms.append(float(record.norm[0]))
    if update % 10 == 0 or record.events:
        print(f"update {{update:5}}   loss {{losses[-1]:.12g}}   norm before clipping {{norms[-1]:.12g}}")
    if record.events:
        print(record.events[0])
        break
'''


def program(settings) -> str:
    """The program that makes the run of these Settings."""
    task, reads = task_of(settings.task, settings.T), settings.task == "text"
    said = vars(settings) | {"T": task.T}
    return PROGRAM.format(
        said=", ".join(f"{name} = {value}" for name, value in said.items()),
        file="lab_run.py",
        module=type(task).__module__,
        task=type(task).__name__,
        sizes=f"T={task.T}, text=course_text()" if reads else f"T={task.T}",
        text="from experiments.lab import course_text\n" if reads else "",
        arguments="\n".join(f"    {name}={value!r}," for name, value in settings.arguments.items()),
    )
