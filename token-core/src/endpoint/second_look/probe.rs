//! Which members a struct reads its error from, found out without knowing what `serde` was told: with another
//! value in the place of such a member, the struct says something else.

use std::borrow::Cow;
use std::mem::{replace, take};

use super::{Member, Mismatch, Node, Source};
use crate::endpoint::said::{Heard, Said, names_code};
use crate::field::number;

/// What a struct says in its role `error`: `None` if it does not have it, empty text for a success.
type ErrorRole = Option<String>;

/// Deserializes the struct and asks it.
pub(in crate::endpoint) type Ask<'a, 'b> = &'a dyn Fn(&mut Node<'b>) -> Result<ErrorRole, Mismatch>;

/// A member by its positions, from the outermost object inwards.
type Place = Vec<usize>;

/// The empty values that are text, a number and a truth value to a type that accepts anything.
const PROBES: [u8; 3] = [2, 3, 4];

impl<'b> Node<'b> {
    /// What the body states where the struct reads its error, if that is what does not fit.
    pub(in crate::endpoint) fn misfit_error(&mut self, ask: Ask<'_, 'b>) -> ErrorRole {
        let is_misfit = |node: &Node<'_>, is_omitted| {
            // Zero is an error where success is another number.
            let is_zero = |heard: Heard<'_, '_>| matches!(heard, Heard::Json("0" | "false"));
            let may_state = |heard: Heard<'_, '_>| is_zero(heard) || heard.states();
            (is_omitted || node.filler > 0) && node.source.heard().is_some_and(may_state)
        };
        for place in self.places(&is_misfit) {
            let siblings = self.siblings(&place).into_iter();
            let mut found = siblings.filter(|omitted| self.is_error(&place, omitted.as_ref(), ask));
            let Some(omitted) = found.next() else { continue };
            let heard = self.node_at(&place)?.source.heard()?;
            let code = heard.stated().map(Cow::into_owned);
            // Text instead of a number, or the other way round, is something that the struct can judge.
            let Some(text) = heard.scalar() else { return code };
            let digits = text.as_borrowed().filter(|text| number::from_text(text).is_some());
            let values =
                [Some(Source::Value(text)), digits.map(Source::Json)].into_iter().flatten();
            let mut judged = values.filter_map(|value| {
                self.ask_with(&place, omitted.as_ref(), Node::new(value, self.effort), ask)
            });
            return judged.next().map_or(code, |error| error.filter(|error| !error.is_empty()));
        }
        None
    }

    /// Forgets what was heard in the members that the struct reads its error from.
    pub(in crate::endpoint) fn forget_own_error(&mut self, ask: Ask<'_, 'b>) {
        let is_object = |node: &Node<'_>, _| node.object.is_some();
        let mut objects = self.places(&is_object);
        objects.push(Place::new());
        for mut place in objects {
            let Some(node) = self.node_at(&place) else { continue };
            let members = node.object.iter().flat_map(|object| &object.members).enumerate();
            let codes = members.filter(|(_, member)| {
                names_code(&member.name) && member.node.source.heard().is_some_and(Heard::states)
            });
            let codes: Vec<_> = codes.map(|(at, member)| (at, member.name.clone())).collect();
            let own = codes.into_iter().filter(|(at, _)| {
                place.push(*at);
                let is_own = self.is_error_within(&mut place, ask);
                place.pop();
                is_own
            });
            let own: Vec<_> = own.map(|(_, name)| name).collect();
            if let Some(node) = self.node_at(&place).filter(|_| !own.is_empty()) {
                node.hear_again(&own);
            }
        }
    }

    fn hear_again(&mut self, without: &[Cow<'b, str>]) {
        let mut said = Said::default();
        self.source.members(&mut |name, value| {
            if let Some(heard) = value.heard().filter(|_| !without.contains(&name)) {
                said.hear(&name, heard);
            }
        });
        self.object.iter_mut().for_each(|object| object.said = take(&mut said));
    }

    /// The places of all members, outer ones first, for which `is_wanted`, given the value and whether it is
    /// omitted.
    fn places(&self, is_wanted: &dyn Fn(&Node<'_>, bool) -> bool) -> Vec<Place> {
        let mut places = Vec::new();
        for (at, member) in self.object.iter().flat_map(|object| &object.members).enumerate() {
            if is_wanted(&member.node, member.is_omitted) {
                places.push(vec![at]);
            }
            let inner = member.node.places(is_wanted).into_iter();
            places.extend(inner.map(|place| [&[at], &*place].concat()));
        }
        places
    }

    fn node_at(&mut self, place: &[usize]) -> Option<&mut Node<'b>> {
        if place.is_empty() { Some(self) } else { Some(&mut self.member_at(place)?.node) }
    }

    fn member_at(&mut self, place: &[usize]) -> Option<&mut Member<'b>> {
        let (at, outer) = place.split_last()?;
        self.node_at(outer)?.object.as_mut()?.members.get_mut(*at)
    }

    /// What else to omit to see a member that was omitted: nothing, or one of its siblings, which may stand for it
    /// or be another spelling of it.
    fn siblings(&mut self, place: &[usize]) -> Vec<Option<Place>> {
        let Some((at, outer)) = place.split_last() else { return Vec::new() };
        let object = self.node_at(outer).and_then(|node| node.object.as_ref());
        let members = object.map_or(&[][..], |object| &object.members);
        let is_omitted = members.get(*at).is_some_and(|member| member.is_omitted);
        let others =
            members.iter().enumerate().filter(|(_, other)| is_omitted && !other.is_omitted);
        let others = others.map(|(other, _)| Some([outer, &[other]].concat()));
        [None].into_iter().chain(others).collect()
    }

    /// Whether the struct reads its error from a member, or from one within it.
    fn is_error_within(&mut self, place: &mut Place, ask: Ask<'_, 'b>) -> bool {
        let object = self.node_at(place).and_then(|node| node.object.as_ref());
        let Some(count) = object.map(|object| object.members.len()) else {
            return self.is_error(place, None, ask);
        };
        (0..count).any(|at| {
            place.push(at);
            let is_error = self.is_error_within(place, ask);
            place.pop();
            is_error
        })
    }

    /// Whether the struct reads its error from a member: it says another one for another value.
    fn is_error(&mut self, place: &[usize], omitted: Option<&Place>, ask: Ask<'_, 'b>) -> bool {
        PROBES.iter().any(|filler| {
            let mut said = |is_turned| {
                let node = Node::new(Source::Missing, self.effort);
                let node = Node { filler: *filler, is_turned, ..node };
                if self.is_spent() { None } else { self.ask_with(place, omitted, node, ask) }
            };
            said(false).is_some_and(|error| said(true).is_some_and(|other| other != error))
        })
    }

    /// What the struct says with another value at a place, and without another member; `None` if that does not fit.
    fn ask_with(
        &mut self,
        place: &[usize],
        omitted: Option<&Place>,
        value: Node<'b>,
        ask: Ask<'_, 'b>,
    ) -> Option<ErrorRole> {
        let member = self.member_at(place)?;
        let kept = (replace(&mut member.node, value), replace(&mut member.is_omitted, false));
        if let Some(omitted) = omitted {
            self.member_at(omitted)?.is_omitted = true;
        }
        let said = ask(self).ok();
        if let Some(omitted) = omitted {
            self.member_at(omitted)?.is_omitted = false;
        }
        let member = self.member_at(place)?;
        (member.node, member.is_omitted) = kept;
        said
    }
}
