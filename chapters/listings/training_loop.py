"""A training loop that watches itself

Loss and norm are logged at every update, and what is unusual raises an alert. A small
recurrent network learns to recite 20 signs; the only input is a pulse at the first step.
"""

import numpy as np

T, N, ALPHA = 20, 16, 0.3


def initial(seed):
    """The weights, and the signs to recite."""
    rng = np.random.default_rng(seed)
    target = 0.8 * rng.choice([-1.0, 1.0], size=T)
    W_h, w_x, w_y = (rng.standard_normal(shape) for shape in ((N, N), N, N))
    params = {"W_h": W_h / np.sqrt(N), "w_x": w_x, "b": np.zeros(N), "w_y": w_y / np.sqrt(N)}
    return params, target


def gradient(params, target):
    """The loss and its gradient, by backpropagation through time."""
    h, pulse = np.zeros((T + 1, N)), np.eye(T)[0]
    for t in range(T):
        z = params["W_h"] @ h[t] + params["w_x"] * pulse[t] + params["b"]
        h[t + 1] = np.tanh(z)
    miss = h[1:] @ params["w_y"] - target
    dy = 2 * miss / T
    grads = {name: np.zeros_like(p) for name, p in params.items()}
    grads["w_y"] = dy @ h[1:]
    dh = np.zeros(N)
    for t in reversed(range(T)):
        dz = (dh + dy[t] * params["w_y"]) * (1 - h[t + 1] ** 2)
        grads["W_h"] += np.outer(dz, h[t])
        grads["w_x"] += dz * pulse[t]
        grads["b"] += dz
        dh = params["W_h"].T @ dz
    return np.mean(miss**2), grads


class Monitor:
    """Keeps the log, and says what is unusual about the newest entry, or nothing."""

    def __init__(self):
        self.losses, self.norms = [], []

    def alert(self, loss, norm):
        """Log one update: the loss, and the norm before clipping."""
        usual = np.median(self.norms[-50:]) if len(self.norms) >= 20 else np.inf
        self.losses.append(loss)
        self.norms.append(norm)
        if not np.isfinite(loss + norm):
            return "not finite: do not apply this update"
        if norm > 10 * usual:
            return f"spike: {norm:.3g}, usually {usual:.2g}"
        if loss > 2 * self.losses[0]:
            return f"the loss is {loss:.3g}, at the start it was {self.losses[0]:.2g}"
        if np.median(self.norms[-50:]) < 0.05 and loss > self.losses[0] / 2:
            return "the gradient is near zero, the loss is not"
        return None


def train(seed, tau, updates=300):
    """Train with clipping by norm; return the monitor and the alerts by update."""
    params, target = initial(seed)
    monitor, alerts = Monitor(), {}
    for update in range(updates):
        with np.errstate(over="ignore", invalid="ignore"):
            loss, grads = gradient(params, target)
            norm = np.sqrt(sum(np.sum(g * g) for g in grads.values()))
        if said := monitor.alert(loss, norm):
            alerts[update] = said
        if not np.isfinite(loss + norm):
            break
        for name, p in params.items():
            p -= ALPHA * min(1.0, tau / norm) * grads[name]
    return monitor, alerts


if __name__ == "__main__":
    for tau in (1.0, np.inf):
        monitor, alerts = train(seed=6, tau=tau)
        last = monitor.losses[-1]
        print(f"tau = {tau}: {len(monitor.losses)} updates, last loss {last:.3g}, {len(alerts)} alerts")
        for update in [*alerts][:3] + [*alerts][-1:]:
            print(f"  update {update}: {alerts[update]}")
