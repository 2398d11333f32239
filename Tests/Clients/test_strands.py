"""Strands Agents: an agent on a Bedrock model that uses a tool."""

import strands
from strands.models import BedrockModel

CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"


def agent(cloud, streaming):
    asked = []

    @strands.tool
    def get_weather(city: str) -> str:
        """Tells the weather of a city.

        Args:
            city: The city's name.
        """
        asked.append(city)
        return f"In {city} it is 7 degrees and raining."

    model = BedrockModel(
        boto_session=cloud.session, endpoint_url=cloud.endpoint, model_id=CLAUDE, streaming=streaming, temperature=0)
    return strands.Agent(model=model, tools=[get_weather], callback_handler=None), asked


def told_of_the_weather(cloud, streaming):
    weatherman, asked = agent(cloud, streaming)
    result = weatherman("What is the weather in Berlin?")
    assert asked == ["Berlin"]
    assert result.stop_reason == "end_turn"
    assert "7 degrees" in str(result)
    assert [message["role"] for message in weatherman.messages] == ["user", "assistant", "user", "assistant"]
    assert result.metrics.accumulated_usage["totalTokens"] > 0


def test_agent_with_a_tool(cloud):
    told_of_the_weather(cloud, streaming=True)


def test_agent_that_does_not_stream(cloud):
    told_of_the_weather(cloud, streaming=False)
