//! Which members a struct reads its error from, found out without knowing what `serde` was told: with another
//! value in the place of such a member, the struct says something else.

use std::borrow::Cow;
use std::cell::Cell;
use std::mem::replace;

use super::{Member, Mismatch, Node, Source};
use crate::endpoint::said::{Heard, SHORTEST, Said, names_code};
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
        let mut misfits = Vec::new();
        self.list(&mut Place::new(), &mut misfits, &|node, is_omitted| {
            let is_empty = |heard| matches!(heard, Heard::Json("null" | "\"\"" | "[]" | "{}"));
            (is_omitted || node.filler > 0)
                && node.source.heard().is_some_and(|heard| !is_empty(heard))
        });
        for place in misfits {
            for omitted in self.siblings(&place) {
                if self.is_error(&place, omitted.as_ref(), ask) {
                    let error = self.error_at(&place, omitted.as_ref(), ask);
                    if error.is_some() {
                        return error;
                    }
                    break;
                }
            }
        }
        None
    }

    /// What a value states that does not fit where the struct reads its error.
    fn error_at(
        &mut self,
        place: &[usize],
        omitted: Option<&Place>,
        ask: Ask<'_, 'b>,
    ) -> ErrorRole {
        let heard = self.node_at(place)?.source.heard()?;
        let code = heard.stated().map(Cow::into_owned);
        // Text instead of a number, or the other way round, is something that the struct can judge.
        let Some(text) = heard.scalar() else { return code };
        let digits = text.as_borrowed().filter(|text| number::from_text(text).is_some());
        for value in [Some(Source::Value(text)), digits.map(Source::Json)] {
            let Some(value) = value else { continue };
            if let Some(error) = self.ask_with(place, omitted, Node::new(value, self.effort), ask) {
                return error.filter(|error| !error.is_empty());
            }
        }
        code
    }

    /// Forgets what was heard in the members that the struct reads its error from.
    pub(in crate::endpoint) fn forget_own_error(&mut self, ask: Ask<'_, 'b>) {
        let mut objects = vec![Place::new()];
        self.list(&mut Place::new(), &mut objects, &|node, _| node.object.is_some());
        for mut place in objects {
            let count = self.node_at(&place).map_or(0, |node| node.member_count());
            let mut own = Vec::new();
            for at in 0..count {
                place.push(at);
                if let Some(name) = self.stated_name(&place) {
                    if self.is_error_within(&mut place, ask) {
                        own.push(name);
                    }
                }
                place.pop();
            }
            if let Some(node) = self.node_at(&place).filter(|_| !own.is_empty()) {
                node.hear_again(&own);
            }
        }
    }

    /// The name of a member that is called an error and may state one.
    fn stated_name(&mut self, place: &[usize]) -> Option<Cow<'b, str>> {
        let Member { name, node, .. } = self.member_at(place)?;
        let may_state = |heard: Heard<'_, '_>| match heard {
            // Whether it is read costs less to find out.
            Heard::Json(json) if json.starts_with(['{', '[']) => true,
            heard => heard.states(),
        };
        (names_code(name) && node.source.heard().is_some_and(may_state)).then(|| name.clone())
    }

    fn hear_again(&mut self, without: &[Cow<'b, str>]) {
        let mut said = Said::default();
        self.source.members(&Cell::new(SHORTEST), &mut |name, value| {
            if let Some(heard) = value.heard().filter(|_| !without.contains(name)) {
                said.hear(name, heard);
            }
        });
        if let Some(object) = &mut self.object {
            object.said = said;
        }
    }

    /// Lists the places of all members, outer ones first, for which `is_wanted`, given the value and whether it is
    /// omitted.
    fn list(
        &self,
        place: &mut Place,
        places: &mut Vec<Place>,
        is_wanted: &dyn Fn(&Node<'_>, bool) -> bool,
    ) {
        let Some(object) = &self.object else { return };
        for (at, member) in object.members.iter().enumerate() {
            place.push(at);
            if is_wanted(&member.node, member.is_omitted) {
                places.push(place.clone());
            }
            member.node.list(place, places, is_wanted);
            place.pop();
        }
    }

    fn member_count(&self) -> usize {
        self.object.as_ref().map_or(0, |object| object.members.len())
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
        let mut siblings = vec![None];
        let Some((at, outer)) = place.split_last() else { return siblings };
        let object = self.node_at(outer).and_then(|node| node.object.as_ref());
        let Some(members) = object.map(|object| &object.members) else { return siblings };
        if members.get(*at).is_some_and(|member| member.is_omitted) {
            for (at, sibling) in members.iter().enumerate() {
                if !sibling.is_omitted {
                    siblings.push(Some([outer, &[at]].concat()));
                }
            }
        }
        siblings
    }

    /// Whether the struct reads its error from a member, or from one within it.
    fn is_error_within(&mut self, place: &mut Place, ask: Ask<'_, 'b>) -> bool {
        match self.node_at(place) {
            Some(node) if node.object.is_some() => {
                for at in 0..node.member_count() {
                    place.push(at);
                    let is_error = self.is_error_within(place, ask);
                    place.pop();
                    if is_error {
                        return true;
                    }
                }
                false
            }
            _ => self.is_error(place, None, ask),
        }
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
