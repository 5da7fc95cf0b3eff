<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DrillWords</name>
    <message numerus="yes">
        <source>The program leaks: %n planted thing(s) came out.</source>
        <translation>
            <numerusform>The program leaks: %n planted thing came out.</numerusform>
            <numerusform>The program leaks: %n planted things came out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to put right.</source>
        <translation>
            <numerusform>%n thing to put right.</numerusform>
            <numerusform>%n things to put right.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) could not be looked at.</source>
        <translation>
            <numerusform>%n place could not be looked at.</numerusform>
            <numerusform>%n places could not be looked at.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LaneCard</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeftoverWords</name>
    <message numerus="yes">
        <source>%n passage(s) are still kept, so the name stays on file: a request must find them.</source>
        <translation>
            <numerusform>%n passage is still kept, so the name stays on file: a request must find it.</numerusform>
            <numerusform>%n passages are still kept, so the name stays on file: a request must find them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) of passages are still kept, so the name stays on file: a request must find them.</source>
        <translation>
            <numerusform>%n picture of a passage is still kept, so the name stays on file: a request must find it.</numerusform>
            <numerusform>%n pictures of passages are still kept, so the name stays on file: a request must find them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrivacyWords</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleDetail</name>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n vehicle(s)</source>
        <translation>
            <numerusform>%n vehicle</numerusform>
            <numerusform>%n vehicles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SubjectDocument</name>
    <message numerus="yes">
        <source>%n more entries are older.</source>
        <translation>
            <numerusform>%n more entry is older.</numerusform>
            <numerusform>%n more entries are older.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are in the folder “pictures”.</source>
        <translation>
            <numerusform>%n picture is in the folder “pictures”.</numerusform>
            <numerusform>%n pictures are in the folder “pictures”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At %n passage(s) of others the machine nearly took them for this one; data.json says when and where.</source>
        <translation>
            <numerusform>At %n passage of somebody else the machine nearly took them for this one; data.json says when and where.</numerusform>
            <numerusform>At %n passages of others the machine nearly took them for this one; data.json says when and where.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::Console</name>
    <message numerus="yes">
        <source>▲ %n at the gate wait(s) for you</source>
        <translation>
            <numerusform>▲ %n at the gate waits for you</numerusform>
            <numerusform>▲ %n at the gate wait for you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AlarmBar</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::DataTable</name>
    <message numerus="yes">
        <source>%n row(s) loaded, scroll for more</source>
        <translation>
            <numerusform>%n row loaded, scroll for more</numerusform>
            <numerusform>%n rows loaded, scroll for more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EnrolForm</name>
    <message numerus="yes">
        <source>Enrol with %n picture(s)</source>
        <translation>
            <numerusform>Enrol with %n picture</numerusform>
            <numerusform>Enrol with %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EventsPage</name>
    <message numerus="yes">
        <source>Show %n new</source>
        <translation>
            <numerusform>Show %n new</numerusform>
            <numerusform>Show %n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ImportForm</name>
    <message numerus="yes">
        <source>%n picture(s) to enrol</source>
        <translation>
            <numerusform>%n picture to enrol</numerusform>
            <numerusform>%n pictures to enrol</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>a visitor needs a last day here, at most %n days ahead. Who comes for longer is a contractor or a resident.</source>
        <translation>
            <numerusform>a visitor needs a last day here, at most %n day ahead. Who comes for longer is a contractor or a resident.</numerusform>
            <numerusform>a visitor needs a last day here, at most %n days ahead. Who comes for longer is a contractor or a resident.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::LivePage</name>
    <message numerus="yes">
        <source>%n ask(s) you</source>
        <translation>
            <numerusform>%n asks you</numerusform>
            <numerusform>%n ask you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::NewPassphrase</name>
    <message numerus="yes">
        <source>%n character(s) to go</source>
        <translation>
            <numerusform>%n character to go</numerusform>
            <numerusform>%n characters to go</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PeoplePage</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) and what recognition knows of this face are gone for good, in older copies as well. Plate and pass go on working.</source>
        <translation>
            <numerusform>%n picture and what recognition knows of this face are gone for good, in older copies as well. Plate and pass go on working.</numerusform>
            <numerusform>%n pictures and what recognition knows of this face are gone for good, in older copies as well. Plate and pass go on working.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The entry, its consents and %n picture(s) are gone.</source>
        <translation>
            <numerusform>The entry, its consents and %n picture are gone.</numerusform>
            <numerusform>The entry, its consents and %n pictures are gone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RailButton</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RulesPage</name>
    <message numerus="yes">
        <source>%n rule(s) go with it. Its people and vehicles stay, without the group.</source>
        <translation>
            <numerusform>%n rule goes with it. Its people and vehicles stay, without the group.</numerusform>
            <numerusform>%n rules go with it. Its people and vehicles stay, without the group.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::StatusStrip</name>
    <message numerus="yes">
        <source>%n camera(s) live</source>
        <translation>
            <numerusform>%n camera live</numerusform>
            <numerusform>%n cameras live</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connecting</source>
        <translation>
            <numerusform>%n connecting</numerusform>
            <numerusform>%n connecting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n silent</source>
        <translation>
            <numerusform>%n silent</numerusform>
            <numerusform>%n silent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ValidityFields</name>
    <message numerus="yes">
        <source>The last day of the visit, at most %n days ahead.</source>
        <translation>
            <numerusform>The last day of the visit, at most %n day ahead.</numerusform>
            <numerusform>The last day of the visit, at most %n days ahead.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A visitor has a last day here, at most %n days ahead. Who comes for longer is a contractor or a resident.</source>
        <translation>
            <numerusform>A visitor has a last day here, at most %n day ahead. Who comes for longer is a contractor or a resident.</numerusform>
            <numerusform>A visitor has a last day here, at most %n days ahead. Who comes for longer is a contractor or a resident.</numerusform>
        </translation>
    </message>
</context>
</TS>
