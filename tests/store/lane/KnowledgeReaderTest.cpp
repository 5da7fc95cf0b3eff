#include "core/lane/KnowledgeReader.h"

#include "core/lane/Judgement.h"
#include "core/people/PersonRegistry.h"
#include "tests/store/people/PeopleFixture.h"

using namespace gatehouse;
using namespace gatehouse::lane;

namespace {

// A person with a face, and what a door makes of that face.
class KnowledgeReaderTest : public people::PeopleTest
{
protected:
    void SetUp() override
    {
        m_id = addPerson(QStringLiteral("Li Na"));
        m_consent = m_consents.record(m_manager, consentOf(m_id)).value();
        ASSERT_TRUE(addTemplate(faceOf(m_id)));
    }

    void change(const std::function<void(people::Person&)>& how)
    {
        people::Person person = m_persons.get(m_manager, m_id).value();
        how(person);
        ASSERT_TRUE(m_persons.update(m_manager, person));
    }

    LaneEvent seen()
    {
        const auto knowledge =
            readKnowledge(m_store.database(), m_store.clock(), { QStringLiteral("test-embedder"), {} });
        EXPECT_TRUE(knowledge);
        const vision::FaceMatch match = (*knowledge)->gallery->search(faceOf(m_id).vector);
        Conclusion conclusion;
        conclusion.subject = LaneEvent::Subject::Person;
        conclusion.certainty = match.certainty;
        conclusion.person = match.best ? match.best->person : PersonId();
        Lane door;
        door.id = LaneId(1);
        door.zone = ZoneId(1);
        return judge(door, conclusion, **knowledge, m_store.clock().now());
    }

    PersonId m_id;
    ConsentId m_consent;
};

} // namespace

TEST_F(KnowledgeReaderTest, WhoIsSwitchedOffIsNamedAndRefused)
{
    EXPECT_EQ(seen().decision.reason, access::Reason::NoRule);
    change([](people::Person& person) { person.isActive = false; });
    const LaneEvent event = seen();
    EXPECT_EQ(event.personName, QStringLiteral("Li Na"));
    EXPECT_EQ(event.decision.verdict, access::Verdict::Deny);
    EXPECT_EQ(event.decision.reason, access::Reason::SubjectInactive);
}

TEST_F(KnowledgeReaderTest, WhoseTimeIsOverIsNamedAndRefused)
{
    change([](people::Person& person) { person.validity.until = TestNow; });
    const LaneEvent event = seen();
    EXPECT_EQ(event.personName, QStringLiteral("Li Na"));
    EXPECT_EQ(event.decision.reason, access::Reason::SubjectExpired);
}

TEST_F(KnowledgeReaderTest, WithoutConsentNobodyIsKnownByTheFace)
{
    change([](people::Person& person) { person.isActive = false; });
    ASSERT_TRUE(m_consents.withdraw(m_manager, m_consent));
    const LaneEvent event = seen();
    EXPECT_EQ(event.personName, QString());
    EXPECT_EQ(event.decision.reason, access::Reason::Stranger);
}
