"""The network: a pretrained encoder that is told of letter case and of the marked trigger, and five small heads.

Its lower layers are enough for a search for triggers: a scout was taught to find them there.
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
        """How many of the encoder's layers are its lower ones: seven of twelve."""
        return len(self.encoder.encoder.layer) * 7 // 12

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        shut = shutting(mask)
        return self.upper(self.lower(ids, kinds, shut), kinds, shut)

    def lower(self, ids: Tensor, kinds: Tensor, shut: Tensor | None = None) -> Tensor:
        """What the lower layers of the encoder make of the pieces: (batch, length, width)."""
        states = self.encoder.embeddings(inputs_embeds=self.encoder.get_input_embeddings()(ids) + self.kinds(kinds))
        for layer in self.encoder.encoder.layer[: self.low]:
            states = layer(states, shut)[0]
        return states

    def upper(self, states: Tensor, kinds: Tensor, shut: Tensor | None = None) -> tuple[Tensor, ...]:
        """All answers, from what the lower layers made."""
        for layer in self.encoder.encoder.layer[self.low :]:
            states = layer(states, shut)[0]
        states = self.drop(states)
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


class Scout(nn.Module):
    """Finds triggers in what the lower layers make of a text: one more layer, at first the next one, and a head."""

    def __init__(self, network: RoleNetwork) -> None:
        super().__init__()
        self.layer = copy.deepcopy(network.encoder.encoder.layer[network.low])
        self.triggers = nn.Linear(network.encoder.config.hidden_size, 3)

    def forward(self, states: Tensor, shut: Tensor | None = None) -> Tensor:
        found: Tensor = self.triggers(self.layer(states, shut)[0])
        return found


def shutting(mask: Tensor) -> Tensor:
    """What is added to the weights of attention so that pieces that only fill up a row (0 in the mask) get none."""
    return (1.0 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
