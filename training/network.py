"""The network: a pretrained encoder that is told of letter case and of the marked trigger, and five small heads.

Its lower and middle layers read all pieces of a window, the top ones those alone that a sieve keeps for the trigger. A
scout was taught to find triggers in what the lower layers and the next two make of a text, where a glance leaves hope.
"""

from __future__ import annotations

import copy
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel
from transformers.models.bert.modeling_bert import BertSdpaSelfAttention

from claimgraph.loaders.extract.labeller import labels
from claimgraph.loaders.extract.labeller.pieces import SHAPES


class PlainAttention(BertSdpaSelfAttention):
    """Attention as three products, without dropout; the fused one takes four times as long to learn on a CPU."""

    def forward(  # type: ignore[override]
        self, hidden_states: Tensor, attention_mask: Tensor | None = None, *_: object, **__: object
    ) -> tuple[Tensor]:
        rows, length, width = hidden_states.shape
        shape = (rows, length, self.num_attention_heads, self.attention_head_size)
        query = (self.query(hidden_states) / self.attention_head_size**0.5).view(shape).transpose(1, 2)
        key, value = (one(hidden_states).view(shape).transpose(1, 2) for one in (self.key, self.value))
        weights = query @ key.transpose(-1, -2)
        if attention_mask is not None:
            weights = weights + attention_mask.to(weights.dtype)
        with torch.autocast("cpu", enabled=False):
            shares = torch.softmax(weights, -1)
        return ((shares @ value).transpose(1, 2).reshape(rows, length, width),)


class RoleNetwork(nn.Module):
    """Tags pieces and judges the trigger.

    Inputs are (batch, length) integers: `ids` of pieces with the encoder's own first and last, `kinds` (letter case,
    plus SHAPES where the trigger stands), `mask`. Outputs are logits: triggers, roles, antecedents by piece; polarity
    and flags by window.

    Parameters:
        encoder: folder of the pretrained encoder.
        layers: how many of its layers to keep, from below; 0 keeps all.
    """

    def __init__(self, encoder: Path, layers: int = 0) -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(encoder)
        config.num_hidden_layers = layers or config.num_hidden_layers
        self.encoder = AutoModel.from_pretrained(encoder, config=config, add_pooling_layer=False)
        for layer in self.encoder.encoder.layer:
            layer.attention.self.__class__ = PlainAttention
        width = self.encoder.config.hidden_size
        self.kinds = nn.Embedding(2 * SHAPES, width)
        nn.init.normal_(self.kinds.weight, std=0.02)
        self.sieve = _line(width, 128)
        self.drop = nn.Dropout(0.1)
        self.triggers = nn.Linear(width, 3)
        self.roles = nn.Sequential(
            nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, labels.tag_count(labels.ROLES))
        )
        self.antecedents = nn.Sequential(
            nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, labels.tag_count(labels.ANTECEDENTS))
        )
        self.judge = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(0.1))
        self.polarity = nn.Linear(width, len(labels.POLARITIES))
        self.flags = nn.Linear(width, len(labels.FLAGS))

    @property
    def low(self) -> int:
        """How many of the encoder's layers read a window whatever it is read for: five of twelve."""
        return len(self.encoder.encoder.layer) * 5 // 12

    @property
    def high(self) -> int:
        """After how many layers only what the sieve keeps is read on: nine of twelve."""
        return len(self.encoder.encoder.layer) * 9 // 12

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        shut = shutting(mask)
        return self.top(self.middle(self.lower(ids, kinds, shut), shut), kinds, shut)

    def lower(self, ids: Tensor, kinds: Tensor, shut: Tensor | None = None) -> Tensor:
        """What the lower layers of the encoder make of the pieces: (batch, length, width)."""
        embedded = self.encoder.get_input_embeddings()(ids) + self.kinds(kinds)
        return self._through(0, self.low, self.encoder.embeddings(inputs_embeds=embedded), shut)

    def middle(self, states: Tensor, shut: Tensor | None = None) -> Tensor:
        """What the middle layers make of what the lower ones made."""
        return self._through(self.low, self.high, states, shut)

    def top(self, states: Tensor, kinds: Tensor, shut: Tensor | None = None) -> tuple[Tensor, ...]:
        """All answers, from what the middle layers made."""
        states = self.drop(self._through(self.high, len(self.encoder.encoder.layer), states, shut))
        marked = (kinds >= SHAPES).to(states.dtype).unsqueeze(-1)
        trigger = (states * marked).sum(1) / marked.sum(1).clamp(min=1)
        paired = torch.cat([states, trigger.unsqueeze(1).expand_as(states)], -1)
        judged = self.judge(torch.cat([trigger, states[:, 0]], -1))
        return (
            self.triggers(states),
            self.roles(paired),
            self.antecedents(paired),
            self.polarity(judged),
            self.flags(judged),
        )

    def kept(self, states: Tensor, kinds: Tensor, least: float = 0.0) -> Tensor:
        """Of which pieces the top layers need what the middle ones made to tell of the trigger: (batch, length) of
        truth. The encoder's own and the trigger's are always kept."""
        ends = torch.ones_like(kinds[:, :1], dtype=torch.bool)
        inner = (self.sieve(states)[:, 1:-1, 0] >= least) | (kinds[:, 1:-1] >= SHAPES)
        return torch.cat([ends, inner, ends], 1)

    def tell(self, states: Tensor, kinds: Tensor) -> tuple[Tensor, ...]:
        """All answers of one window from the pieces that the sieve keeps, and the places of these; the others have no
        part."""
        states = self.middle(states)
        places = self.kept(states, kinds)[0].nonzero()[:, 0]
        return (*self.top(states.index_select(1, places), kinds.index_select(1, places)), places)

    def _through(self, first: int, last: int, states: Tensor, shut: Tensor | None) -> Tensor:
        for layer in self.encoder.encoder.layer[first:last]:
            states = layer(states, shut)[0]
        return states


class Scout(nn.Module):
    """Finds triggers in what the lower layers make of a text: the next two layers as the network had them when the
    scout was taught, one more, at first the third, and a head."""

    def __init__(self, network: RoleNetwork) -> None:
        super().__init__()
        *passed, last = network.encoder.encoder.layer[network.low : network.low + 3]
        self.passed = nn.ModuleList(map(copy.deepcopy, passed)).requires_grad_(False)
        self.layer = copy.deepcopy(last)
        width = network.encoder.config.hidden_size
        self.triggers = nn.Linear(width, 3)
        self.glance = _line(width, 64)

    def hopeful(self, states: Tensor) -> Tensor:
        """Which pieces may be triggers at all: (batch, length) of truth. Where none is, nobody need look closer."""
        likely: Tensor = self.glance(states)[..., 0] >= 0
        return likely

    def forward(self, states: Tensor, shut: Tensor | None = None) -> Tensor:
        for layer in (*self.passed, self.layer):
            states = layer(states, shut)[0]
        found: Tensor = self.triggers(states)
        return found


def _line(width: int, inner: int) -> nn.Sequential:
    """Draws a line between two kinds of pieces by what the lower layers made of them."""
    return nn.Sequential(nn.Linear(width, inner), nn.ReLU(), nn.Linear(inner, 1))


def shutting(mask: Tensor) -> Tensor:
    """What is added to the weights of attention so that pieces that only fill up a row (0 in the mask) get none."""
    return (1.0 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
