#pragma once

namespace gatehouse::ui {

// The roles a colour can have. Widgets name one of these, never a colour: resources/style/tokens.json says what each
// looks like in each theme, Theme reads it.
enum class Role {
    Base, // the window's ground
    Surface, // a panel's
    Raised, // a card's, a field's, a prompt's
    Line, // hairlines and field borders
    Text,
    Muted, // secondary text
    Accent, // focus, selection, links, the one primary button
    Allow, // the three decisions: always with an icon and a word
    Ask,
    Deny,
    Alarm, // only what needs a person now
    Ink, // text on a filled button
};

inline constexpr Role AllRoles[] = { Role::Base, Role::Surface, Role::Raised, Role::Line, Role::Text, Role::Muted,
    Role::Accent, Role::Allow, Role::Ask, Role::Deny, Role::Alarm, Role::Ink };

enum class ThemeName { Night, Day, HighContrast };

inline constexpr ThemeName AllThemes[] = { ThemeName::Night, ThemeName::Day, ThemeName::HighContrast };

// The sizes of text, in pixels at 100 %.
enum class TextSize : int { Caption = 11, Body = 13, Title = 16, Headline = 22, Display = 28 };

// Distances on the 4 px grid, in pixels at 100 %. Ask Theme::px() for the scaled value.
enum class Gap : int { Tight = 4, Small = 8, Medium = 12, Large = 16, Wide = 24 };

// Heights of what a finger or a glove must hit, in pixels at 100 %.
inline constexpr int TargetHeight = 40;
inline constexpr int LaneKeyHeight = 56;
inline constexpr int CardRadius = 6;
inline constexpr int IconSize = 20;

} // namespace gatehouse::ui
