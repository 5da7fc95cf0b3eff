#include "core/people/Drafts.h"

#include "core/base/SearchText.h"

#include <gtest/gtest.h>

namespace gatehouse::people {
namespace {

Person named(const QString& name)
{
    Person person;
    person.name = name;
    return person;
}

TEST(Drafts, ACleanedDraftHasNoBlanksAtItsEndsAndEveryGroupOnce)
{
    Person person = named(QStringLiteral("  Li   Na\t"));
    person.externalRef = QStringLiteral(" E-17 ");
    person.groups = { GroupId(3), GroupId(1), GroupId(3) };
    person = cleaned(person);
    EXPECT_EQ(person.name, QStringLiteral("Li Na"));
    EXPECT_EQ(person.externalRef, QStringLiteral("E-17"));
    EXPECT_EQ(person.groups, (QList<GroupId> { GroupId(1), GroupId(3) }));
}

TEST(Drafts, NamesTheFieldThatCannotBeStored)
{
    EXPECT_EQ(firstInvalidField(named(QString())), DraftField::Name);
    EXPECT_EQ(firstInvalidField(named(QString(121, QLatin1Char('x')))), DraftField::Name);
    EXPECT_EQ(firstInvalidField(named(QStringLiteral("a\u202Eb"))), DraftField::Name) << "turns the writing direction";
    EXPECT_EQ(firstInvalidField(named(QStringLiteral("Zoë Ångström 李娜"))), DraftField::None);

    Person person = named(QStringLiteral("Li Na"));
    person.externalRef = QString(65, QLatin1Char('x'));
    EXPECT_EQ(firstInvalidField(person), DraftField::ExternalRef);
    person.externalRef.clear();
    person.note = QString(2001, QLatin1Char('x'));
    EXPECT_EQ(firstInvalidField(person), DraftField::Note);
    person.note.clear();
    person.validity = { UtcTime::fromMilliseconds(10), UtcTime::fromMilliseconds(10) };
    EXPECT_EQ(firstInvalidField(person), DraftField::Validity);
}

TEST(Drafts, AVisitEndsWithinAQuarterOfAYear)
{
    constexpr qint64 Day = 24LL * 60 * 60 * 1000;
    const UtcTime now = UtcTime::fromMilliseconds(1741057964000);
    Person person = named(QStringLiteral("Li Na"));
    EXPECT_TRUE(isVisitBounded(person, now)) << "whoever works here may be here without an end";
    person.kind = PersonKind::Visitor;
    EXPECT_FALSE(isVisitBounded(person, now));
    person.validity.until = now.plusMilliseconds(-Day);
    EXPECT_TRUE(isVisitBounded(person, now));
    person.validity.until = latestVisitEnd(now);
    EXPECT_TRUE(isVisitBounded(person, now));
    person.validity.until = latestVisitEnd(now).plusMilliseconds(1);
    EXPECT_FALSE(isVisitBounded(person, now));
    // Entered in the last hour of a day, the last day still counts whole.
    EXPECT_GE(latestVisitEnd(now) - now, LongestVisitDays * Day + Day - 1);
}

TEST(Drafts, EveryFieldHasACodeThatReadsBack)
{
    for (const DraftField field : { DraftField::Name, DraftField::ExternalRef, DraftField::Note, DraftField::Validity,
             DraftField::VisitEnd, DraftField::Plate, DraftField::Description, DraftField::GroupName }) {
        EXPECT_EQ(draftFieldFromCode(draftFieldCode(field)), field);
    }
    EXPECT_EQ(draftFieldFromCode(u"shoe size"), DraftField::None);
}

TEST(PersonCodes, EveryKindPurposeAndFormReadsBack)
{
    for (const PersonKind kind : AllPersonKinds)
        EXPECT_EQ(personKindFromCode(personKindCode(kind)), kind);
    for (const ConsentPurpose purpose : AllConsentPurposes)
        EXPECT_EQ(consentPurposeFromCode(consentPurposeCode(purpose)), purpose);
    for (const ConsentForm form : AllConsentForms)
        EXPECT_EQ(consentFormFromCode(consentFormCode(form)), form);
    EXPECT_EQ(personKindFromCode(u"ghost"), std::nullopt);
}

TEST(SearchText, CaseAccentsAndWidthDoNotMatter)
{
    EXPECT_EQ(searchFolded(u"MÜLLER"), searchFolded(u"Muller"));
    EXPECT_EQ(searchFolded(u"Strauß"), searchFolded(u"STRAUSS"));
    EXPECT_EQ(searchFolded(u"ＡＢＣ"), searchFolded(u"abc"));
    EXPECT_EQ(searchFolded(u"  李  娜 "), QStringLiteral("李 娜"));
}

TEST(SearchText, WildcardsOfTheEngineAreTakenLiterally)
{
    EXPECT_EQ(likeContains(u"50%_a\\"), QStringLiteral("%50\\%\\_a\\\\%"));
}

} // namespace
} // namespace gatehouse::people
