"""A training loop that watches itself, with PyTorch"""

import math
import statistics

import numpy as np
import torch

torch.set_num_threads(1)  # fastest for so small a network
T, N, ALPHA = 20, 16, 0.3


class Reciter(torch.nn.Module):
    """A tanh network with a linear read-out without bias, started from the same numbers as in NumPy."""

    def __init__(self, seed):
        super().__init__()
        rng = np.random.default_rng(seed)
        self.target = torch.from_numpy(0.8 * rng.choice([-1.0, 1.0], size=T))
        W_h, w_x, w_y = (rng.standard_normal(shape) for shape in ((N, N), N, N))
        start = (torch.from_numpy(a) for a in (W_h / np.sqrt(N), w_x, np.zeros(N), w_y / np.sqrt(N)))
        self.W_h, self.w_x, self.b, self.w_y = map(torch.nn.Parameter, start)

    def forward(self):
        h, y = torch.zeros(N, dtype=torch.float64), []
        for t in range(T):
            h = torch.tanh(self.W_h @ h + self.w_x * (t == 0) + self.b)
            y.append(self.w_y @ h)
        return torch.stack(y)


class Monitor:
    """Keeps the log, and says what is unusual about the newest entry, or nothing."""

    def __init__(self):
        self.losses, self.norms = [], []

    def alert(self, loss, norm):
        usual = statistics.median(self.norms[-50:]) if len(self.norms) >= 20 else math.inf
        self.losses.append(loss)
        self.norms.append(norm)
        if not math.isfinite(loss + norm):
            return "not finite: do not apply this update"
        if norm > 10 * usual:
            return f"spike: {norm:.3g}, usually {usual:.2g}"
        if loss > 2 * self.losses[0]:
            return f"the loss is {loss:.3g}, at the start it was {self.losses[0]:.2g}"
        if statistics.median(self.norms[-50:]) < 0.05 and loss > self.losses[0] / 2:
            return "the gradient is near zero, the loss is not"
        return None


def train(seed, tau, updates=300):
    model, monitor, alerts = Reciter(seed), Monitor(), {}
    sgd = torch.optim.SGD(model.parameters(), lr=ALPHA)
    for update in range(updates):
        sgd.zero_grad()
        loss = torch.mean((model() - model.target) ** 2)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=tau)  # the norm before
        if said := monitor.alert(loss.item(), norm.item()):
            alerts[update] = said
        if not math.isfinite(loss.item() + norm.item()):
            break
        sgd.step()
    return monitor, alerts


if __name__ == "__main__":
    for tau in (1.0, math.inf):
        monitor, alerts = train(seed=6, tau=tau)
        last = monitor.losses[-1]
        print(f"tau = {tau}: {len(monitor.losses)} updates, last loss {last:.3g}, {len(alerts)} alerts")
        for update in [*alerts][:3] + [*alerts][-1:]:
            print(f"  update {update}: {alerts[update]}")
