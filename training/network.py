"""The event network: a pretrained encoder told of letter case and of the marked trigger, and a head an output."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel
from transformers.models.bert.modeling_bert import BertSdpaSelfAttention

from claimgraph.loaders.extract.network import labels
from claimgraph.loaders.extract.network.windows import SHAPES

OUTPUTS = ("triggers", "mentions", "roles", "antecedents", "polarity", "flags")
"""In the order in which the network returns them; the first four have a row of logits for each piece."""


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


class EventNetwork(nn.Module):
    """Finds triggers and named mentions in a window; where a trigger is marked, the arguments of its event.

    Inputs are (batch, length) integers: `ids` of pieces with the encoder's own first and last, `kinds` (letter case,
    plus SHAPES where the trigger stands), `mask` (0 where a row is only filled up).

    Parameters:
        encoder: folder of the pretrained encoder.
    """

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            encoder, config=AutoConfig.from_pretrained(encoder), add_pooling_layer=False
        )
        for layer in self.encoder.encoder.layer:
            layer.attention.self.__class__ = PlainAttention
        width = self.encoder.config.hidden_size
        self.kinds = nn.Embedding(2 * SHAPES, width)
        nn.init.normal_(self.kinds.weight, std=0.02)
        self.drop = nn.Dropout(0.1)
        self.triggers = nn.Linear(width, 3)
        self.mentions = nn.Linear(width, labels.tag_count(labels.MENTIONS))
        self.roles = _head(width, labels.tag_count(labels.ROLES))
        self.antecedents = _head(width, labels.tag_count(labels.ANTECEDENTS))
        self.judge = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(0.1))
        self.polarity = nn.Linear(width, len(labels.POLARITIES))
        self.flags = nn.Linear(width, len(labels.FLAGS))

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor | None = None) -> tuple[Tensor, ...]:
        """The logits of OUTPUTS, in their order."""
        shut = None if mask is None else (1.0 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
        embedded = self.encoder.get_input_embeddings()(ids) + self.kinds(kinds)
        states = self.encoder.embeddings(inputs_embeds=embedded)
        for layer in self.encoder.encoder.layer:
            states = layer(states, shut)[0]
        states = self.drop(states)
        marked = (kinds >= SHAPES).to(states.dtype).unsqueeze(-1)
        trigger = (states * marked).sum(1) / marked.sum(1).clamp(min=1)
        paired = torch.cat([states, trigger.unsqueeze(1).expand_as(states)], -1)
        judged = self.judge(torch.cat([trigger, states[:, 0]], -1))
        return (
            self.triggers(states),
            self.mentions(states),
            self.roles(paired),
            self.antecedents(paired),
            self.polarity(judged),
            self.flags(judged),
        )


def _head(width: int, tags: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, tags))
